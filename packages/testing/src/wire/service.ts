import type { World } from '../world/world.ts';
import type { WireRequest } from './request.ts';
import type { WireResponse } from './response.ts';

/** Somebody with keys. */
export interface WireAccount {
  readonly name: string;
  /** Twelve digits. */
  readonly id: string;
  /** Sixty-four hexadecimal digits: how S3's ACLs call the account. */
  readonly canonicalId: string;
}

export type Caller =
  | { readonly kind: 'account'; readonly account: WireAccount; readonly accessKey: string }
  /** The request has no signature. */
  | { readonly kind: 'anonymous' };

/** Where a request is meant to go. */
export type Target =
  /** The bucket, when there is one, is the first segment of the path. */
  | { readonly service: 's3'; readonly addressing: 'path'; readonly region?: string | undefined }
  /** The bucket is in the host name, and the whole path after its first slash is the key. */
  | {
      readonly service: 's3';
      readonly addressing: 'virtual-host';
      readonly bucket: string;
      readonly region?: string | undefined;
    }
  /** The bucket's website: other documents, other errors, GET and HEAD only. */
  | {
      readonly service: 's3';
      readonly addressing: 'website';
      readonly bucket: string;
      readonly region?: string | undefined;
    }
  | { readonly service: 'cloudfront' | 'acm' | 'route53' | 'sts' };

/** How a request was signed. */
export type SignedBy = 'header' | 'query' | 'nothing';

/** A request whose sender is known and whose body is what the sender meant. */
export interface AuthenticatedRequest extends WireRequest {
  readonly caller: Caller;
  readonly target: Target;
  readonly signedBy: SignedBy;
  /** The region in the signature's scope. */
  readonly region: string | undefined;
  /**
   * The content itself: the framing of aws-chunked is off. A content that is not what was signed
   * (`XAmzContentSHA256Mismatch`, `SignatureDoesNotMatch`), or is shorter or longer than it said (`IncompleteBody`),
   * throws an AwsError while it is read, at its end at the latest: keep nothing of a body that did not end.
   */
  readonly body: AsyncIterable<Uint8Array>;
  /** Of the content without framing, in bytes; undefined when nobody said. */
  readonly contentLength: number | undefined;
  /** What came after the content, such as `x-amz-checksum-crc32`; names in lower case. Empty until the body has ended. */
  readonly trailers: ReadonlyMap<string, string>;
  /** Everybody who has keys, for grants by canonical user id and for a bucket's owner. */
  readonly accounts: AccountDirectory;
}

export interface AccountDirectory {
  /** An account that nobody declared has the name of its number. */
  byId(id: string): WireAccount;
  byCanonicalId(canonicalId: string): WireAccount | undefined;
}

/**
 * One of AWS's services on the wire: detects the operation, screens what it cannot do, and runs it. The door finds
 * them as `s3Service` in s3/service.ts and `cloudFrontService` in cloudfront/service.ts.
 *
 * @param world the World as the caller's account sees it; for an anonymous caller that of the default account, in
 * which nothing may be asked in the caller's name
 * @throws AwsError, which the door renders as the service renders errors (error-answer.ts); anything else that is thrown becomes an internal error that shows nothing of its cause
 */
export type Service = (request: AuthenticatedRequest, world: World) => Promise<WireResponse>;
