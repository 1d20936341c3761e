import { cloudFrontError } from '../aws-error.ts';
import { type Table, table, type View } from '../store/store.ts';
import type { QuantityList } from './distribution-config.ts';
import { isUsed } from './uses.ts';

export interface FunctionConfig {
  readonly Comment: string;
  readonly Runtime: string;
  readonly KeyValueStoreAssociations?: QuantityList<{ readonly KeyValueStoreARN: string }>;
}

export type FunctionStage = 'DEVELOPMENT' | 'LIVE';

/** What is there in one stage. */
export interface FunctionVersion {
  readonly etag: string;
  readonly config: FunctionConfig;
  /** Base64. */
  readonly code: string;
  /** Milliseconds since the epoch. */
  readonly modified: number;
}

export interface FunctionRecord {
  readonly name: string;
  readonly created: number;
  readonly development: FunctionVersion;
  /** Absent until it is published. */
  readonly live?: FunctionVersion;
}

/** `account/name` */
export const functions: Table<FunctionRecord> = table('function');
/** `account/store/function`, for stores by name. */
export const keyValueStoreUses: Table<{ readonly name: string }> = table('key value store use');

export interface FunctionSummary {
  readonly Name: string;
  readonly Status: string;
  readonly FunctionConfig: FunctionConfig;
  readonly FunctionMetadata: {
    readonly FunctionARN: string;
    readonly Stage: FunctionStage;
    readonly CreatedTime: number;
    readonly LastModifiedTime: number;
  };
}

const LARGEST_CODE = 10 * 1024;

/** @throws `InvalidArgument`, `FunctionSizeLimitExceeded`. Source: CloudFront API Reference, CreateFunction; quotas on functions */
export function checkFunction(name: string, config: FunctionConfig, code: string): void {
  if (!/^[a-zA-Z0-9_-]{1,64}$/.test(name)) throw cloudFrontError('InvalidArgument', 'The parameter Name is not valid.');
  const size = Buffer.byteLength(code, 'base64');
  if (size === 0) throw cloudFrontError('InvalidArgument', 'The parameter FunctionCode is required.');
  if (size > LARGEST_CODE) throw cloudFrontError('FunctionSizeLimitExceeded', 'The function is too large.');
  const stores = config.KeyValueStoreAssociations?.Items ?? [];
  // Source: CloudFront Developer Guide, "Associate a key value store with a function".
  if (stores.length > 1) throw cloudFrontError('InvalidArgument', 'A function can have one key value store.');
  if (stores.length === 1 && config.Runtime !== 'cloudfront-js-2.0') {
    throw cloudFrontError('InvalidArgument', 'A key value store needs the runtime cloudfront-js-2.0.');
  }
}

export function functionArn(account: string, name: string): string {
  return `arn:aws:cloudfront::${account}:function/${name}`;
}

/** The function of this ARN, when it is the account's and published. */
export function findLiveFunction(view: View, account: string, arn: string): FunctionVersion | undefined {
  const prefix = functionArn(account, '');
  return arn.startsWith(prefix) ? view.get(functions, `${account}/${arn.slice(prefix.length)}`)?.live : undefined;
}

/**
 * The words for the status are those of the AWS CLI's examples; that a published one is `UNASSOCIATED` until a
 * distribution names it, and that its development stage says the same until it is changed again, is inferred.
 */
export function summarizeFunction(
  view: View,
  account: string,
  record: FunctionRecord,
  stage: FunctionStage,
): FunctionSummary | undefined {
  const version = stage === 'LIVE' ? record.live : record.development;
  if (version === undefined) return undefined;
  const arn = functionArn(account, record.name);
  const isPublished = record.live?.code === version.code && record.live.modified >= version.modified;
  return {
    Name: record.name,
    Status: isPublished ? (isUsed(view, account, 'function', arn) ? 'DEPLOYED' : 'UNASSOCIATED') : 'UNPUBLISHED',
    FunctionConfig: version.config,
    FunctionMetadata: {
      FunctionARN: arn,
      Stage: stage,
      CreatedTime: record.created,
      LastModifiedTime: version.modified,
    },
  };
}
