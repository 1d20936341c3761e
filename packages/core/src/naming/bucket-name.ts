/** A bucket's name, checked: by today's rules, or by those of the old us-east-1 names that still exist. */
export type BucketName = string & { readonly __brand: 'BucketName' };
