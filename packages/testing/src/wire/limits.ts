/** What the door takes at most, in bytes unless said otherwise. */
export interface WireLimits {
  /** All headers of a request with its first line; S3 allows 8 KiB of headers, and Node counts the URL with them. */
  readonly headers: number;
  /** A path with its query: a key of 1024 bytes, each encoded, and the parameters of a presigned URL. */
  readonly url: number;
  /** A control-plane document. */
  readonly document: number;
  /** S3's longest: CompleteMultipartUpload of 10,000 parts, DeleteObjects of 1,000 keys. */
  readonly largeDocument: number;
  /** Elements within elements. */
  readonly xmlDepth: number;
  /** The line before a chunk, or one trailer. */
  readonly chunkLine: number;
  /** All trailers together. */
  readonly trailers: number;
}

export const WIRE_LIMITS: WireLimits = {
  headers: 64 * 1024,
  url: 32 * 1024,
  document: 1024 * 1024,
  largeDocument: 4 * 1024 * 1024,
  xmlDepth: 64,
  chunkLine: 4 * 1024,
  trailers: 16 * 1024,
};
