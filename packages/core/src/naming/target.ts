import { type CfUri, parseCfUri } from './cf-uri.ts';
import { type Parsed, refused } from './parsed.ts';
import { parseS3Uri, type S3Uri } from './s3-uri.ts';

/** What a CloudFront command can be pointed at: a distribution, or the bucket that it publishes. */
export type Target = S3Uri | CfUri;

/** Problems: `TARGET_SCHEME`, and those of parseS3Uri and parseCfUri. */
export function parseTarget(text: string): Parsed<Target> {
  if (/^s3:\/\//i.test(text)) return parseS3Uri(text);
  if (/^cf:\/\//i.test(text)) return parseCfUri(text);
  // s3cmd told people to paste `DIST/REQ`, which it then refused itself.
  const bareId = /^E[A-Z0-9]{7,}(?:\/[A-Z0-9]+)?$/.test(text);
  return refused([
    {
      code: 'TARGET_SCHEME',
      message: bareId
        ? `a distribution is written 'cf://${text}'`
        : "it starts with neither 's3://' (a bucket) nor 'cf://' (a distribution)",
    },
  ]);
}
