import type { View } from '../store/store.ts';
import { buckets } from './bucket.ts';

/** What a host name that is a bucket's stands for: its website, when it has one, or the bucket. */
export type NamedSite = 'website' | 'bucket';

/** Not of AWS: what is there under a host's name. It is no call of S3, so it is not noted, and no fault hits it. */
export function siteOf(view: View, name: string): NamedSite | undefined {
  const bucket = view.get(buckets, name);
  if (bucket === undefined) return undefined;
  return bucket.website === undefined ? 'bucket' : 'website';
}
