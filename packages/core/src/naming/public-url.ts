import { isDotted, isLegacyBucketName } from './bucket-name.ts';
import { type BucketPlace, pathStyleHost, publicHost, websiteHost } from './s3-host.ts';

/** An object's place: its bucket, the bucket's region, and its key. */
export interface ObjectPlace extends BucketPlace {
  readonly key: string;
}

/**
 * A key as the path of a URL, without the leading slash: UTF-8, percent-encoded but for what a path segment may hold.
 *
 * `+` is encoded because S3 reads it as a space. The segments `.` and `..`, which a URL cannot hold, become `%2E`;
 * clients that follow the WHATWG URL standard resolve even those, so such keys are out of a browser's reach.
 * Source: RFC 3986 section 3.3.
 */
export function encodeKey(key: string): string {
  return key.split('/').map(encodeSegment).join('/');
}

/**
 * `https://site.s3.eu-west-1.amazonaws.com/key`; `http` for a bucket with dots, which S3's certificate does not cover.
 * Undefined for a legacy name that cannot stand in a host.
 */
export function virtualHostedUrl({ bucket, region, key }: ObjectPlace): string | undefined {
  if (isLegacyBucketName(bucket)) return undefined;
  return `${isDotted(bucket) ? 'http' : 'https'}://${publicHost({ bucket, region })}/${encodeKey(key)}`;
}

/** `https://s3.eu-west-1.amazonaws.com/site/key`: for every bucket, and with TLS for those with dots. */
export function pathStyleUrl({ bucket, region, key }: ObjectPlace): string {
  return `https://${pathStyleHost(region)}/${bucket}/${encodeKey(key)}`;
}

/** `http://site.s3-website-eu-west-1.amazonaws.com/key`: website endpoints have no TLS. Undefined as in virtualHostedUrl. */
export function websiteUrl({ bucket, region, key }: ObjectPlace): string | undefined {
  if (isLegacyBucketName(bucket)) return undefined;
  return `http://${websiteHost({ bucket, region })}/${encodeKey(key)}`;
}

/**
 * `https://d111111abcdef8.cloudfront.net/key`, of the distribution's own host or one of its aliases.
 *
 * @param key what is left of the object's key after the origin's path
 */
export function distributionUrl(domain: string, key: string): string {
  return `https://${domain}/${encodeKey(key)}`;
}

function encodeSegment(segment: string): string {
  if (segment === '.' || segment === '..') return segment.replaceAll('.', '%2E');
  // encodeURIComponent encodes more than RFC 3986 asks of a segment (pchar); what stays readable is put back.
  return encodeURIComponent(segment).replace(/%(?:24|26|2C|3B|3D|3A|40)/g, decodeURIComponent);
}
