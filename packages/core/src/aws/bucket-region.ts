import { HttpResponse } from '@smithy/core/protocols';
import type { BucketName } from '../naming/bucket-name.ts';
import type { CallOptions } from '../ports/call-options.ts';
import { atBorder, type Call, refusalCode } from './border.ts';
import type { Clients, S3 } from './clients.ts';
import { httpOptions } from './wire.ts';

/** Where S3 makes a bucket that names no region. */
const FIRST_REGION = 'us-east-1';

/**
 * The region of a bucket. S3 says it in a header, also to those who may not see the bucket; a server that does not
 * is asked for the bucket's location.
 * Source: S3 API Reference, HeadBucket and GetBucketLocation.
 */
export async function bucketRegion(
  clients: Clients,
  bucket: BucketName,
  options: CallOptions | undefined,
): Promise<string> {
  const heading: Call = { service: 's3', operation: 'HeadBucket', subject: { bucket }, signal: options?.signal };
  const answered = await atBorder(heading, async () => {
    const s3 = await clients.s3();
    return headRegion(s3, bucket, options);
  });
  if (answered !== undefined) return answered;
  const locating: Call = { ...heading, operation: 'GetBucketLocation' };
  return atBorder(locating, async () => {
    const { sdk, client } = await clients.s3();
    const answer = await client.send(new sdk.GetBucketLocationCommand({ Bucket: bucket }), httpOptions(options));
    const location: string = answer.LocationConstraint ?? '';
    // The oldest region has no name here, and Ireland an old one.
    if (location === '') return FIRST_REGION;
    return location === 'EU' ? 'eu-west-1' : location;
  });
}

/** The region that `HEAD` tells, or undefined when it is worth asking again by other means. */
async function headRegion(
  { sdk, client }: S3,
  bucket: BucketName,
  options: CallOptions | undefined,
): Promise<string | undefined> {
  try {
    const answer = await client.send(new sdk.HeadBucketCommand({ Bucket: bucket }), httpOptions(options));
    return answer.BucketRegion;
  } catch (error) {
    const response = error instanceof Error && '$response' in error ? error.$response : undefined;
    if (refusalCode(error) === undefined || !HttpResponse.isInstance(response)) throw error;
    if (response.statusCode === 404) throw error;
    const told = response.headers['x-amz-bucket-region'];
    if (told !== undefined && told !== '') return told;
    // Without a body it says neither who may not, nor that this was too much: the next question's answer does.
    if (response.statusCode === 403 || response.statusCode === 503) return undefined;
    throw error;
  }
}
