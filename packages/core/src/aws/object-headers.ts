import type { GetObjectCommandOutput, HeadObjectCommandOutput, PutObjectCommandInput } from '@aws-sdk/client-s3';
import type { ObjectHeaders } from '../content/object-headers.ts';
import { S3FrontError } from '../errors.ts';
import type { S3 } from './clients.ts';

/** The headers as the SDK takes them. @throws `EXPIRES_INVALID`, `STORAGE_CLASS_UNKNOWN` (kind `usage`) */
export function writeHeaders(sdk: S3['sdk'], headers: ObjectHeaders): Omit<PutObjectCommandInput, 'Bucket' | 'Key'> {
  return {
    ContentType: headers.contentType,
    CacheControl: headers.cacheControl,
    ContentDisposition: headers.contentDisposition,
    ContentEncoding: headers.contentEncoding,
    ContentLanguage: headers.contentLanguage,
    Expires: readExpires(headers.expires),
    WebsiteRedirectLocation: headers.websiteRedirect,
    StorageClass: readStorageClass(sdk, headers.storageClass),
    Metadata: headers.metadata === undefined ? undefined : { ...headers.metadata },
  };
}

export function readHeaders(answer: GetObjectCommandOutput | HeadObjectCommandOutput): ObjectHeaders {
  return {
    contentType: answer.ContentType,
    cacheControl: answer.CacheControl,
    contentDisposition: answer.ContentDisposition,
    contentEncoding: answer.ContentEncoding,
    contentLanguage: answer.ContentLanguage,
    expires: answer.ExpiresString,
    websiteRedirect: answer.WebsiteRedirectLocation,
    storageClass: answer.StorageClass,
    metadata: answer.Metadata ?? {},
  };
}

function readExpires(text: string | undefined): Date | undefined {
  if (text === undefined) return undefined;
  const milliseconds = Date.parse(text);
  if (!Number.isNaN(milliseconds)) return new Date(milliseconds);
  throw new S3FrontError({
    code: 'EXPIRES_INVALID',
    kind: 'usage',
    message: `'${text}' is not a date for the header Expires.`,
    hint: "Write it as HTTP does: 'Wed, 21 Oct 2026 07:28:00 GMT'.",
  });
}

function readStorageClass(sdk: S3['sdk'], text: string | undefined): PutObjectCommandInput['StorageClass'] {
  if (text === undefined) return undefined;
  const names = Object.values(sdk.StorageClass);
  const known = names.find((name) => name === text.toUpperCase());
  if (known !== undefined) return known;
  throw new S3FrontError({
    code: 'STORAGE_CLASS_UNKNOWN',
    kind: 'usage',
    message: `S3 has no storage class '${text}'.`,
    hint: `It has ${names.join(', ')}.`,
  });
}
