import { createWorld, offlineAwsHandler } from '@s3front/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

// Whatever arrives, AWS's own error answers: never a fault of the server, and never nothing.

const world = createWorld();
world.s3.createBucket({ Bucket: 'bucket' });
const { requestHandler } = offlineAwsHandler(world, {
  onFault: (error) => {
    throw error;
  },
});

const WORDS = [
  'bucket',
  'key',
  '',
  '.',
  '..',
  '%',
  '%2F',
  '%00',
  '%zz',
  '%ff',
  'é',
  '2020-05-31',
  '2013-04-01',
  'distribution',
  'hostedzone',
  'rrset',
  'E123',
  'config',
  'tagging',
  'invalidation',
  'function',
  '_s3front',
  'clock',
  'faults',
] as const;
const QUERIES = [
  'acl',
  'uploads',
  'uploadId',
  'partNumber',
  'list-type',
  'max-keys',
  'prefix',
  'delimiter',
  'delete',
  'policy',
  'cors',
  'versionId',
  'tagging',
  'website',
  'encoding-type',
  'continuation-token',
  'X-Amz-Expires',
  'X-Amz-Credential',
  'X-Amz-Algorithm',
  'AWSAccessKeyId',
  'Signature',
  'Expires',
  'Marker',
  'MaxItems',
  'Resource',
  'Operation',
  'maxitems',
  'response-content-type',
  'attributes',
  'Action',
] as const;
const VALUES = [
  '',
  '0',
  '-1',
  '1',
  '2',
  '1e9',
  '99999999999999999999',
  'NaN',
  'a',
  'url',
  'é\u0000',
  '../..',
  'Tag',
  '<a>',
  'bytes=0-',
  'bytes=5-2',
  'bytes=-0',
  'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
  'STREAMING-AWS4-HMAC-SHA256-PAYLOAD',
  'UNSIGNED-PAYLOAD',
  'AWS4-HMAC-SHA256',
  'public-read',
  'private',
  'REPLACE',
  '/bucket/key',
  'id="x"',
  'AWS4-HMAC-SHA256 Credential=a/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0',
  'AWS4-HMAC-SHA256 Credential=a/20260101/us-east-1/cloudfront/aws4_request, SignedHeaders=host, Signature=0',
  'AWS4-HMAC-SHA256 Credential=a/20260101/us-east-1/route53/aws4_request, SignedHeaders=host, Signature=0',
  'AWS4-HMAC-SHA256 Credential=a/20260101/us-east-1/acm/aws4_request, SignedHeaders=host, Signature=0',
  '20260101T000000Z',
  '20261399T000000Z',
  'Thu, 01 Jan 2026 00:00:00 GMT',
  '*',
  'CertificateManager.ListCertificates',
  'CertificateManager.RequestCertificate',
  'CertificateManager.constructor',
] as const;
const HEADERS = [
  'authorization',
  'x-amz-date',
  'x-amz-content-sha256',
  'x-amz-decoded-content-length',
  'x-amz-trailer',
  'range',
  'if-match',
  'if-none-match',
  'if-modified-since',
  'x-amz-acl',
  'x-amz-copy-source',
  'x-amz-copy-source-range',
  'x-amz-metadata-directive',
  'x-amz-meta-a',
  'x-amz-tagging',
  'x-amz-grant-read',
  'x-amz-checksum-crc32',
  'x-amz-sdk-checksum-algorithm',
  'content-md5',
  'content-length',
  'content-type',
  'x-amz-target',
  'origin',
  'access-control-request-method',
  'x-amz-storage-class',
  'host',
] as const;
const BODIES = [
  '',
  '{}',
  '[]',
  '{"DomainName":1}',
  '{"advance":"x"}',
  'Action=GetCallerIdentity',
  '<a/>',
  '<a><b></a>',
  '<Delete/>',
  '<Delete><Object><Key>a</Key></Object></Delete>',
  '<CreateBucketConfiguration/>',
  '<Tagging><TagSet/></Tagging>',
  '<DistributionConfig/>',
  '<InvalidationBatch><Paths><Quantity>1</Quantity></Paths></InvalidationBatch>',
  '<CompleteMultipartUpload><Part/></CompleteMultipartUpload>',
  '<AccessControlPolicy/>',
  '5\r\nHello\r\n0\r\n\r\n',
  '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
  '<CORSConfiguration><CORSRule/></CORSConfiguration>',
  '\u0000\ufffe',
  '<WebsiteConfiguration><IndexDocument/></WebsiteConfiguration>',
  '<a>'.repeat(200),
  '{"Version":1,"Statement":{}}',
  '<VersioningConfiguration><Status>x</Status></VersioningConfiguration>',
  '<CreateHostedZoneRequest/>',
  '<ChangeResourceRecordSetsRequest><ChangeBatch><Changes><Change/></Changes></ChangeBatch></ChangeResourceRecordSetsRequest>',
] as const;

const request = fc.record({
  method: fc.constantFrom('GET', 'HEAD', 'PUT', 'POST', 'DELETE', 'OPTIONS', 'PATCH'),
  path: fc.array(fc.constantFrom(...WORDS), { maxLength: 5 }).map((words) => `/${words.join('/')}`),
  query: fc.dictionary(fc.constantFrom(...QUERIES), fc.constantFrom(...VALUES), { maxKeys: 4 }),
  headers: fc.dictionary(fc.constantFrom(...HEADERS), fc.constantFrom(...VALUES), { maxKeys: 6 }),
  body: fc.constantFrom(...BODIES),
});

describe('nonsense', () => {
  it('is answered with an error of AWS, and never with a fault', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(request, async ({ method, path, query, headers, body }) => {
        const { response } = await requestHandler.handle({
          method,
          protocol: 'http:',
          hostname: 'localhost',
          path,
          query,
          headers: { 'x-amz-date': '20260101T000000Z', 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD', ...headers },
          body,
        });
        let text = '';
        for await (const chunk of response.body ?? []) text += String(chunk);
        expect(response.statusCode, text).not.toBe(500);
        expect(response.statusCode).toBeGreaterThanOrEqual(200);
      }),
      { numRuns: 4000 },
    );
  });
});
