import { s3Error } from '../aws-error.ts';

export interface Tag {
  readonly Key: string;
  readonly Value: string;
}

/** Source: S3 User Guide, "Categorizing your storage using tags"; Cost Explorer's tags of buckets. */
export const MOST_OBJECT_TAGS = 10;
export const MOST_BUCKET_TAGS = 50;
const LONGEST_TAG_KEY = 128;
const LONGEST_TAG_VALUE = 256;
const TAG_TEXT = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

/** @throws `InvalidTag`, `BadRequest` */
export function checkTags(tags: readonly Tag[], most: number): void {
  if (tags.length > most) {
    const what = most === MOST_OBJECT_TAGS ? 'Object' : 'Bucket';
    throw s3Error('BadRequest', `${what} tags cannot be greater than ${most}`);
  }
  const keys = new Set<string>();
  for (const { Key: key, Value: value } of tags) {
    if (key === '' || key.length > LONGEST_TAG_KEY || !TAG_TEXT.test(key)) {
      throw s3Error('InvalidTag', 'The TagKey you have provided is invalid', { TagKey: key });
    }
    if (value.length > LONGEST_TAG_VALUE || !TAG_TEXT.test(value)) {
      throw s3Error('InvalidTag', 'The TagValue you have provided is invalid', { TagKey: key, TagValue: value });
    }
    if (/^aws:/i.test(key)) {
      throw s3Error('InvalidTag', 'System tags cannot be added/updated by requester', { TagKey: key });
    }
    if (keys.has(key)) {
      throw s3Error('InvalidTag', 'Cannot provide multiple Tags with the same key', { TagKey: key });
    }
    keys.add(key);
  }
}
