import { bucketWebsite, makeBucket, removeWebsite, setWebsite } from '@s3front/core';
import { expect, it } from 'vitest';
import { bucketName, openAccount } from '../support/account.ts';

const bucket = bucketName('site.example.org');
const PAGES = { kind: 'pages', indexDocument: 'index.html', errorDocument: undefined } as const;

it('switches website hosting on and off', async () => {
  const { context } = openAccount();
  await makeBucket(context, { bucket, allowPublicAcls: false });
  await expect(bucketWebsite(context, bucket)).rejects.toMatchObject({ code: 'WEBSITE_NOT_FOUND', kind: 'not-found' });
  expect(await setWebsite(context, bucket, PAGES)).toEqual({ ...PAGES, routingRules: 0 });
  expect(await bucketWebsite(context, bucket)).toEqual({ ...PAGES, routingRules: 0 });
  await removeWebsite(context, bucket);
  await removeWebsite(context, bucket);
  await expect(bucketWebsite(context, bucket)).rejects.toMatchObject({ code: 'WEBSITE_NOT_FOUND' });
});

it('does not lose redirection rules that somebody made', async () => {
  const { context, world } = openAccount();
  await makeBucket(context, { bucket, allowPublicAcls: false });
  world.s3.putBucketWebsite({
    Bucket: bucket,
    WebsiteConfiguration: {
      IndexDocument: { Suffix: 'index.html' },
      RoutingRules: [{ Redirect: { ReplaceKeyWith: 'x' } }],
    },
  });
  await expect(setWebsite(context, bucket, PAGES)).rejects.toMatchObject({
    code: 'WEBSITE_HAS_RULES',
    kind: 'conflict',
  });
  expect(await bucketWebsite(context, bucket)).toMatchObject({ routingRules: 1 });
});
