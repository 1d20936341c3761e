import { describe, expect, it } from 'vitest';
import { signatureOf } from '../auth/signature.ts';
import { parseQuery, type WireRequest } from '../request.ts';
import { meaningOfHost } from './host.ts';
import { targetOf } from './target.ts';

const SUFFIXES = ['s3.test', 'localhost'];

describe('a host', () => {
  it.each([
    ['bucket.localhost:4566', { addressing: 'virtual-host', bucket: 'bucket' }],
    ['public.example.org.localhost', { addressing: 'virtual-host', bucket: 'public.example.org' }],
    ['BUCKET.s3.localhost', { addressing: 'virtual-host', bucket: 'bucket' }],
    ['bucket.s3.eu-west-1.localhost', { addressing: 'virtual-host', bucket: 'bucket', region: 'eu-west-1' }],
    ['s3.localhost', { addressing: 'path' }],
    ['bucket.s3-website.localhost', { addressing: 'website', bucket: 'bucket' }],
    ['bucket.s3-website-us-east-1.localhost', { addressing: 'website', bucket: 'bucket', region: 'us-east-1' }],
    ['bucket.s3.test', { addressing: 'virtual-host', bucket: 'bucket' }],
    ['s3.amazonaws.com', { addressing: 'path' }],
    ['s3.eu-west-1.amazonaws.com', { addressing: 'path', region: 'eu-west-1' }],
    ['s3-eu-west-1.amazonaws.com', { addressing: 'path', region: 'eu-west-1' }],
    ['a.b.s3.amazonaws.com', { addressing: 'virtual-host', bucket: 'a.b' }],
    ['a.b.s3.us-gov-west-1.amazonaws.com.', { addressing: 'virtual-host', bucket: 'a.b', region: 'us-gov-west-1' }],
    ['a.s3.dualstack.eu-west-1.amazonaws.com', { addressing: 'virtual-host', bucket: 'a', region: 'eu-west-1' }],
    ['a.s3-website.eu-central-1.amazonaws.com', { addressing: 'website', bucket: 'a', region: 'eu-central-1' }],
  ])('%s is of S3', (host, meaning) => {
    expect(meaningOfHost(host, SUFFIXES)).toEqual({ service: 's3', ...meaning });
  });

  it.each([
    ['cloudfront.amazonaws.com', 'cloudfront'],
    ['cloudfront.localhost:4566', 'cloudfront'],
    ['acm.us-east-1.amazonaws.com', 'acm'],
    ['route53.amazonaws.com', 'route53'],
    ['sts.eu-west-1.amazonaws.com', 'sts'],
  ])('%s is of %s', (host, service) => {
    expect(meaningOfHost(host, SUFFIXES)).toEqual({ service });
  });

  it.each(['localhost:4566', '127.0.0.1:4566', '[::1]:4566', '192.0.2.1', '', 's3.test'])('%s says nothing', (host) => {
    expect(meaningOfHost(host, SUFFIXES)).toBe('nothing');
  });

  it.each(['public.example.org', 'notlocalhost', 'ec2.amazonaws.com'])('%s is a name', (host) => {
    expect(meaningOfHost(host, SUFFIXES)).toEqual({ name: host });
  });
});

describe('a request', () => {
  const scoped = (service: string) => ({
    authorization: `AWS4-HMAC-SHA256 Credential=a/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`,
    'x-amz-date': '20260101T000000Z',
  });
  const ask = (url: string, headers: Record<string, string> = {}, method = 'GET') => {
    const [path = '', query = ''] = url.split('?', 2);
    const request: WireRequest = {
      requestId: '',
      method,
      path,
      query,
      parameters: parseQuery(query),
      headers: new Map(Object.entries({ host: 'localhost', ...headers }).map(([name, value]) => [name, [value]])),
      body: (async function* () {})(),
      remoteAddress: undefined,
      secure: false,
    };
    const sites = new Map([
      ['public.example.org', 'website'],
      ['plain.example.org', 'bucket'],
      ['2013-04-01', 'bucket'],
    ] as const);
    return targetOf(request, signatureOf(request), {
      suffixes: SUFFIXES,
      siteOf: (name) => new Map<string, 'website' | 'bucket'>(sites).get(name),
    });
  };
  const PATH = { service: 's3', addressing: 'path' };

  it('goes where its signature says, whatever its host and path', () => {
    expect(ask('/2020-05-31/distribution', scoped('s3'))).toEqual(PATH);
    expect(ask('/bucket', scoped('cloudfront'))).toEqual({ service: 'cloudfront' });
    expect(ask('/', { ...scoped('sts'), host: 'bucket.localhost' })).toEqual({ service: 'sts' });
    expect(ask('/', scoped('ec2'))).toEqual({ unknown: 'ec2' });
    expect(ask('/key', { ...scoped('s3'), host: 'bucket.localhost' })).toMatchObject({ bucket: 'bucket' });
  });

  it('goes where its host says when it has no signature', () => {
    expect(ask('/2020-05-31/x', { host: 'bucket.localhost' })).toMatchObject({ bucket: 'bucket' });
    expect(ask('/bucket', { host: 'cloudfront.localhost' })).toEqual({ service: 'cloudfront' });
  });

  it('goes by its path when neither says anything', () => {
    expect(ask('/2020-05-31/distribution')).toEqual({ service: 'cloudfront' });
    expect(ask('/2020-05-31')).toEqual(PATH);
    expect(ask('/2013-04-01/hostedzone')).toEqual(PATH);
    expect(ask('/', { 'x-amz-target': 'CertificateManager.ListCertificates' }, 'POST')).toEqual({ service: 'acm' });
    expect(ask('/', { 'content-type': 'application/x-www-form-urlencoded' }, 'POST')).toEqual({ service: 'sts' });
    expect(ask('/bucket/key')).toEqual(PATH);
  });

  it('finds a bucket that is named like its host: the website for those who browse', () => {
    const website = { service: 's3', addressing: 'website', bucket: 'public.example.org' };
    expect(ask('/a', { host: 'public.example.org' })).toEqual(website);
    expect(ask('/a', { host: 'public.example.org' }, 'PUT')).toEqual({ ...website, addressing: 'virtual-host' });
    expect(ask('/a', { host: 'public.example.org', ...scoped('s3') })).toMatchObject({ addressing: 'virtual-host' });
    expect(ask('/a', { host: 'plain.example.org:80' })).toMatchObject({ addressing: 'virtual-host' });
    expect(ask('/a', { host: 'other.example.org' })).toEqual(PATH);
  });
});
