import type { S3FrontErrorDetails } from '../errors.ts';

export type AwsService = 's3' | 'cloudfront' | 'acm';

/** An error as AWS answered it, whoever carried it: the SDK, or the offline account. */
export interface AwsRefusal {
  readonly service: AwsService;
  /** AWS's name of the call, such as `UpdateDistribution`. */
  readonly operation: string;
  /** AWS's error code, such as `NoSuchDistribution`; `Unknown` where the answer had none (a `HEAD` request). */
  readonly code: string;
  /** The HTTP status. */
  readonly status?: number | undefined;
  /** AWS's own sentence. */
  readonly message?: string | undefined;
  readonly requestId?: string | undefined;
}

/** What the call was about: it decides the wording, and where AWS is vague, the code. */
export interface RefusalSubject {
  readonly distribution?: string | undefined;
  readonly invalidation?: string | undefined;
  /** The id or, when one is made, the name of an origin access control. */
  readonly accessControl?: string | undefined;
  /** The certificate's ARN. */
  readonly certificate?: string | undefined;
  readonly aliases?: readonly string[] | undefined;
  readonly bucket?: string | undefined;
  readonly key?: string | undefined;
  readonly region?: string | undefined;
  /** The call asked for a public ACL. */
  readonly publicAcl?: boolean | undefined;
}

/** The error without what is the same for all of them: AWS's answer and the cause. */
export type Translation = Omit<S3FrontErrorDetails, 'aws' | 'cause'>;

/** Turns one code of AWS into ours. */
export type Translate = (answer: AwsRefusal, subject: RefusalSubject) => Translation;

/** A table from AWS's codes; a Map, because a code such as `constructor` must not find anything. */
export type RefusalTable = ReadonlyMap<string, Translate>;

export function distributionOf(subject: RefusalSubject): string {
  return subject.distribution === undefined ? 'the distribution' : `cf://${subject.distribution}`;
}

export function bucketOf(subject: RefusalSubject): string {
  return subject.bucket === undefined ? 'the bucket' : `s3://${subject.bucket}`;
}

/** A name at the start of a sentence: URIs keep their case. */
export function startOf(name: string): string {
  return name.startsWith('the ') ? `T${name.slice(1)}` : name;
}

/** The most exact name for what the call was about, or undefined when it was about nothing in particular. */
export function subjectName(subject: RefusalSubject): string | undefined {
  if (subject.bucket !== undefined) {
    return subject.key === undefined ? `s3://${subject.bucket}` : `s3://${subject.bucket}/${subject.key}`;
  }
  if (subject.distribution !== undefined) {
    const invalidation = subject.invalidation === undefined ? '' : `/${subject.invalidation}`;
    return `cf://${subject.distribution}${invalidation}`;
  }
  if (subject.certificate !== undefined) return `certificate ${subject.certificate}`;
  if (subject.accessControl !== undefined) return `origin access control ${subject.accessControl}`;
  if (subject.aliases !== undefined && subject.aliases.length > 0) return subject.aliases.join(', ');
  return undefined;
}

const SERVICE_NAMES: Readonly<Record<AwsService, string>> = { s3: 'S3', cloudfront: 'CloudFront', acm: 'ACM' };

/** The service as people write it. */
export function serviceName(service: AwsService): string {
  return SERVICE_NAMES[service];
}
