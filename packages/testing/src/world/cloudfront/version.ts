import { cloudFrontError } from '../aws-error.ts';

/**
 * Refuses a request that was not made for this version. Quotes around the version are taken, as HTTP has them.
 *
 * @throws `InvalidIfMatchVersion` when it is missing or looks like no version of ours, `PreconditionFailed` when it is
 * another one
 */
export function checkVersion(ifMatch: string | undefined, etag: string): void {
  const version = ifMatch?.replace(/^"(.*)"$/, '$1');
  if (version === undefined || !/^E[A-Z0-9]{5,20}$/.test(version)) {
    throw cloudFrontError('InvalidIfMatchVersion', 'The If-Match version is missing or not valid for the resource.');
  }
  if (version !== etag) {
    throw cloudFrontError(
      'PreconditionFailed',
      "The request failed because it didn't meet the preconditions in one or more request-header fields.",
    );
  }
}
