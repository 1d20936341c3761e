import type { DistributionId, InvalidationId } from '../naming/cf-uri.ts';
import type { S3Uri } from '../naming/s3-uri.ts';

/** What a use case tells while it works. `elapsed` is in milliseconds since it began. */
export type UseCaseEvent =
  | {
      readonly kind: 'upload-started';
      readonly source: string;
      readonly target: S3Uri;
      /** Counts from 1. */
      readonly index: number;
      readonly count: number;
      readonly size: number | undefined;
    }
  | {
      readonly kind: 'upload-progress';
      readonly index: number;
      readonly sent: number;
      readonly size: number | undefined;
      readonly elapsed: number;
    }
  | { readonly kind: 'upload-finished'; readonly upload: Upload; readonly index: number; readonly count: number }
  | { readonly kind: 'certificate-issued'; readonly arn: string; readonly names: readonly string[] }
  | { readonly kind: 'disabled'; readonly distribution: DistributionId; readonly elapsed: number }
  /** Each look at something that is not ready yet. */
  | {
      readonly kind: 'waiting';
      readonly distribution: DistributionId;
      readonly invalidation?: InvalidationId | undefined;
      readonly elapsed: number;
    }
  | {
      readonly kind: 'statement-removed';
      readonly distribution: DistributionId;
      readonly bucket: string;
      readonly elapsed: number;
    }
  | { readonly kind: 'deleted'; readonly distribution: DistributionId; readonly elapsed: number }
  | { readonly kind: 'control-deleted'; readonly control: string; readonly elapsed: number }
  /** Somebody else was faster, or a quota is used up for the moment: it is tried again. */
  | { readonly kind: 'retrying'; readonly reason: string; readonly attempt: number }
  /** Something was left out that the caller should know of. */
  | { readonly kind: 'warning'; readonly message: string };

/** One finished upload. */
export interface Upload {
  readonly source: string;
  readonly target: S3Uri;
  /** Bytes. */
  readonly size: number;
  readonly etag: string;
  readonly contentType: string;
  readonly milliseconds: number;
}
