import { describe, expect, it } from 'vitest';
import type { BucketName } from '../naming/bucket-name.ts';
import type { DomainName } from '../naming/domain-name.ts';
import { applyChange, newConfig, readOrigins, readSettings } from './config-document.ts';
import type { NewDistribution } from './settings.ts';

const alias = 'cdn.example.org' as DomainName;
const logging = { bucket: 'logs' as BucketName, prefix: 'cdn/' };

const request: NewDistribution = {
  callerReference: 'reference',
  origin: { id: 'origin', host: 'site.s3.eu-west-1.amazonaws.com', accessControl: 'EOAC' },
  aliases: [alias],
  comment: 'a site',
  enabled: true,
  defaultRootObject: 'index.html',
  logging,
  certificate: { kind: 'acm', arn: 'arn:aws:acm:us-east-1:123456789012:certificate/1' },
};

describe('newConfig', () => {
  it('is read back as what was asked for, with the modern settings', () => {
    expect(readSettings(newConfig(request))).toEqual({
      callerReference: 'reference',
      comment: 'a site',
      enabled: true,
      aliases: [alias],
      defaultRootObject: 'index.html',
      logging,
      certificate: request.certificate,
      origins: [
        {
          kind: 's3',
          id: 'origin',
          host: 'site.s3.eu-west-1.amazonaws.com',
          bucket: 'site',
          path: '',
          accessControl: 'EOAC',
        },
      ],
      defaultOriginId: 'origin',
      ipv6: true,
      httpVersion: 'http2and3',
      priceClass: 'PriceClass_All',
      viewerProtocolPolicy: 'redirect-to-https',
      compress: true,
      cachePolicyId: '658327ea-f89d-4fab-a63d-7e88639e58f6',
      staging: false,
    });
  });

  it('leaves out what is not asked for', () => {
    const config = newConfig({
      ...request,
      aliases: [],
      logging: undefined,
      certificate: { kind: 'default' },
      origin: { ...request.origin, accessControl: undefined },
    });
    expect(config.Aliases).toEqual({ Quantity: 0 });
    expect(config.Origins.Items[0]).not.toHaveProperty('OriginAccessControlId');
    expect(config.ViewerCertificate).toEqual({ CloudFrontDefaultCertificate: true });
    expect(readSettings(config)).toMatchObject({ logging: undefined, aliases: [], certificate: { kind: 'default' } });
  });
});

describe('applyChange', () => {
  const config = {
    ...newConfig(request),
    WebACLId: 'web-acl',
    Restrictions: { GeoRestriction: { RestrictionType: 'none', Quantity: 0 } },
    SomethingNewer: { Kept: true },
  };

  it('changes what is named and keeps every other member, known or not', () => {
    const changed = applyChange(config, { comment: 'new', enabled: false, aliases: [] });
    expect(changed).toEqual({ ...config, Comment: 'new', Enabled: false, Aliases: { Quantity: 0 } });
  });

  it('changes nothing for an empty change', () => {
    expect(applyChange(config, {})).toEqual(config);
  });

  it('switches logging off and on, and keeps the cookies setting', () => {
    expect(applyChange(config, { logging: null }).Logging).toEqual({
      Enabled: false,
      IncludeCookies: false,
      Bucket: '',
      Prefix: '',
    });
    const withCookies = { ...config, Logging: { ...config.Logging, IncludeCookies: true } };
    expect(applyChange(withCookies, { logging: { ...logging, prefix: 'new/' } }).Logging).toEqual({
      Enabled: true,
      IncludeCookies: true,
      Bucket: 'logs.s3.amazonaws.com',
      Prefix: 'new/',
    });
  });

  it('keeps the protocol settings of the certificate that it replaces', () => {
    const strict = {
      ...config,
      ViewerCertificate: {
        CloudFrontDefaultCertificate: false,
        ACMCertificateArn: 'old',
        Certificate: 'old',
        CertificateSource: 'acm',
        SSLSupportMethod: 'sni-only' as const,
        MinimumProtocolVersion: 'TLSv1.3_2025',
      },
    };
    expect(applyChange(strict, { certificate: { kind: 'acm', arn: 'new' } }).ViewerCertificate).toEqual({
      CloudFrontDefaultCertificate: false,
      ACMCertificateArn: 'new',
      SSLSupportMethod: 'sni-only',
      MinimumProtocolVersion: 'TLSv1.3_2025',
    });
  });

  it('does not take over the protocol settings of the default certificate', () => {
    const plain = {
      ...config,
      ViewerCertificate: {
        CloudFrontDefaultCertificate: true,
        SSLSupportMethod: 'vip' as const,
        MinimumProtocolVersion: 'TLSv1',
      },
    };
    expect(applyChange(plain, { certificate: { kind: 'iam', id: 'ASC' } }).ViewerCertificate).toEqual({
      CloudFrontDefaultCertificate: false,
      IAMCertificateId: 'ASC',
      SSLSupportMethod: 'sni-only',
      MinimumProtocolVersion: 'TLSv1.2_2021',
    });
  });
});

describe('readOrigins', () => {
  const origin = (DomainName: string) => ({ Quantity: 1, Items: [{ Id: 'o', DomainName, OriginPath: '/p' }] });
  it.each([
    ['site.s3.amazonaws.com', { kind: 's3', bucket: 'site', accessControl: undefined }],
    ['public.example.org.s3.us-east-1.amazonaws.com', { kind: 's3', bucket: 'public.example.org' }],
    ['site.s3-website-us-east-1.amazonaws.com', { kind: 'website', bucket: 'site' }],
    ['site.s3-website.eu-central-1.amazonaws.com', { kind: 'website', bucket: 'site' }],
    ['www.example.org', { kind: 'custom', host: 'www.example.org', path: '/p' }],
  ])('%s', (host, expected) => {
    expect(readOrigins(origin(host))).toMatchObject([expected]);
  });

  it('is empty where AWS leaves the list out', () => {
    expect(readOrigins(undefined)).toEqual([]);
    expect(readOrigins({ Quantity: 0 })).toEqual([]);
  });
});
