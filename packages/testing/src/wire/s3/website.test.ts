import {
  CreateBucketCommand,
  DeletePublicAccessBlockCommand,
  PutBucketCorsCommand,
  PutBucketPolicyCommand,
  PutBucketWebsiteCommand,
  PutObjectCommand,
  type WebsiteConfiguration,
} from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { type RawAnswer, type WireTest, wireTest } from './s3-wire.test-support.ts';

const Bucket = 'site';
const PAGES: WebsiteConfiguration = { IndexDocument: { Suffix: 'index.html' }, ErrorDocument: { Key: '404.html' } };

async function open(WebsiteConfiguration: WebsiteConfiguration): Promise<WireTest> {
  const test = await wireTest();
  await test.s3.send(new CreateBucketCommand({ Bucket }));
  await test.s3.send(new DeletePublicAccessBlockCommand({ Bucket }));
  const Policy = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: '*',
        Action: ['s3:GetObject', 's3:ListBucket'],
        Resource: ['arn:aws:s3:::site', 'arn:aws:s3:::site/*'],
      },
    ],
  });
  await test.s3.send(new PutBucketPolicyCommand({ Bucket, Policy }));
  await test.s3.send(new PutBucketWebsiteCommand({ Bucket, WebsiteConfiguration }));
  for (const Key of ['index.html', 'docs/index.html', '404.html', 'new/a']) {
    await test.s3.send(new PutObjectCommand({ Bucket, Key, Body: `This is ${Key}`, ContentType: 'text/html' }));
  }
  return test;
}

const visit = ({ ask }: WireTest, path: string, method = 'GET'): Promise<RawAnswer> =>
  ask(method, path, { host: 'site.s3-website.localhost' });

describe('a website', () => {
  it('has index documents, an error document, and redirects to its directories', async () => {
    const test = await open(PAGES);
    expect(await visit(test, '/')).toMatchObject({ status: 200, text: 'This is index.html' });
    expect(await visit(test, '/docs/')).toMatchObject({ status: 200, text: 'This is docs/index.html' });
    expect(await visit(test, '/docs')).toMatchObject({ status: 302, headers: { location: '/docs/' } });
    expect(await visit(test, '/absent')).toMatchObject({ status: 404, text: 'This is 404.html' });
    expect(await visit(test, '/index.html', 'HEAD')).toMatchObject({ status: 200, text: '' });
    const posted = await visit(test, '/', 'POST');
    expect(posted).toMatchObject({ status: 405, headers: { 'content-type': 'text/html; charset=utf-8' } });
    expect(posted.text).toContain('<li>Code: MethodNotAllowed</li>');
    const elsewhere = await test.ask('GET', '/', { host: 'other.s3-website-us-east-1.amazonaws.com' });
    expect([elsewhere.status, elsewhere.text]).toEqual([404, expect.stringContaining('<li>BucketName: other</li>')]);
  });

  it('redirects by its rules, before and after an object was looked for, and by its objects', async () => {
    const test = await open({
      ...PAGES,
      RoutingRules: [
        { Condition: { KeyPrefixEquals: 'old/' }, Redirect: { ReplaceKeyPrefixWith: 'new/' } },
        {
          Condition: { HttpErrorCodeReturnedEquals: '404', KeyPrefixEquals: 'app/' },
          Redirect: { HostName: 'example.org', Protocol: 'https', ReplaceKeyWith: 'app.html', HttpRedirectCode: '302' },
        },
      ],
    });
    expect(await visit(test, '/old/a%20b')).toMatchObject({
      status: 301,
      headers: { location: 'http://site.s3-website.localhost/new/a%20b' },
    });
    expect(await visit(test, '/app/x')).toMatchObject({
      status: 302,
      headers: { location: 'https://example.org/app.html' },
    });
    await test.s3.send(new PutObjectCommand({ Bucket, Key: 'moved', WebsiteRedirectLocation: '/new/a' }));
    expect(await visit(test, '/moved')).toMatchObject({ status: 301, headers: { location: '/new/a' } });
  });

  it('may send everybody elsewhere', async () => {
    const test = await open({ RedirectAllRequestsTo: { HostName: 'example.org', Protocol: 'https' } });
    expect(await visit(test, '/a%20b?c=d')).toMatchObject({
      status: 301,
      headers: { location: 'https://example.org/a%20b?c=d' },
    });
  });
});

describe('CORS', () => {
  it('answers preflights by the first rule that fits, and marks the answers', async () => {
    const test = await open(PAGES);
    const preflight = (origin: string, method: string, more: Record<string, string> = {}) =>
      test.ask('OPTIONS', '/site/index.html', { origin, 'access-control-request-method': method, ...more });
    expect((await preflight('https://a.example.org', 'GET')).status).toBe(403);
    const rule = {
      AllowedOrigins: ['https://*.example.org'],
      AllowedMethods: ['GET', 'PUT'],
      AllowedHeaders: ['x-*'],
      ExposeHeaders: ['ETag'],
      MaxAgeSeconds: 60,
    };
    await test.s3.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration: { CORSRules: [rule] } }));
    const answer = await preflight('https://a.example.org', 'PUT', {
      'access-control-request-headers': 'X-One, x-two',
    });
    expect(answer).toMatchObject({
      status: 200,
      headers: {
        'access-control-allow-origin': 'https://a.example.org',
        'access-control-allow-methods': 'GET, PUT',
        'access-control-allow-headers': 'x-one, x-two',
        'access-control-max-age': '60',
      },
    });
    expect((await preflight('https://a.example.com', 'PUT')).status).toBe(403);
    expect((await preflight('https://a.example.org', 'DELETE')).status).toBe(403);
    const got = await test.ask('GET', '/site/absent', { origin: 'https://a.example.org' });
    expect(got).toMatchObject({ status: 404, headers: { 'access-control-expose-headers': 'ETag' } });
  });
});
