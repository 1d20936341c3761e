import type { Provider } from '../ports/provider.ts';
import { openProvider } from './provider.ts';
import type { AwsSettings } from './settings.ts';

export type { AwsCredentials, AwsSettings } from './settings.ts';

/**
 * An AWS account as a Provider. Nothing is asked of AWS before the first call, and of the SDK only what that call
 * needs is loaded.
 *
 * @example
 * const provider = await createAwsProvider({ region: 'eu-west-1' });
 *
 * @throws `ENDPOINT_INVALID`; its methods throw what the ports say, and from the way to AWS `CREDENTIALS_MISSING`
 * (kind `configuration`), `CREDENTIALS_INVALID`, `ENDPOINT_REFUSED` (kind `refused`), `ENDPOINT_UNREACHABLE`,
 * `CONNECTION_LOST` (kind `unreachable`), `TLS_FAILED` (kind `denied`), `REQUEST_TIMEOUT` (kind `timeout`) and
 * `ANSWER_UNREADABLE`
 */
export function createAwsProvider(settings: AwsSettings = {}): Promise<Provider> {
  return openProvider(settings);
}
