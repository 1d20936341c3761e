export { type AccountKeys, parseAccount } from './accounts.ts';
export type { FetchHandler } from './adapters/fetch-handler.ts';
export type { SdkRequest, SdkRequestHandler } from './adapters/sdk-handler.ts';
export {
  type DoorSettings,
  type OfflineAws,
  type OfflineAwsHandler,
  type OfflineAwsOptions,
  offlineAwsHandler,
  startOfflineAws,
} from './offline-aws.ts';
export type { LoggedRequest } from './request-log.ts';
export type { WireAccount } from './service.ts';
