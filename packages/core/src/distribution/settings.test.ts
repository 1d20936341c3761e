import { describe, expect, it } from 'vitest';
import type { BucketName } from '../naming/bucket-name.ts';
import type { DomainName } from '../naming/domain-name.ts';
import type { DistributionSettings } from './distribution.ts';
import { isEmptyChange, patchedAliases, planChange, type SettingsChange, type SettingsPatch } from './settings.ts';

const names = (...texts: string[]): DomainName[] => texts.map((text) => text as DomainName);
const logs = (prefix: string) => ({ bucket: 'logs' as BucketName, prefix });

const settings: DistributionSettings = {
  callerReference: 'r',
  comment: 'old',
  enabled: true,
  aliases: names('a.example.org', 'b.example.org'),
  defaultRootObject: 'index.html',
  logging: logs('x/'),
  certificate: { kind: 'acm', arn: 'arn:1' },
  origins: [],
  defaultOriginId: 'o',
  ipv6: true,
  httpVersion: 'http2and3',
  priceClass: 'PriceClass_All',
  viewerProtocolPolicy: 'redirect-to-https',
  compress: true,
  cachePolicyId: undefined,
  staging: false,
};

describe('planChange', () => {
  it.each<[SettingsPatch, SettingsChange]>([
    [{}, {}],
    [{ comment: 'old', enabled: true, defaultRootObject: 'index.html', logging: logs('x/') }, {}],
    [{ certificate: { kind: 'acm', arn: 'arn:1' } }, {}],
    [{ addAliases: names('a.example.org') }, {}],
    [{ removeAliases: names('c.example.org') }, {}],
    [{ comment: '' }, { comment: '' }],
    [{ enabled: false }, { enabled: false }],
    [{ defaultRootObject: '' }, { defaultRootObject: '' }],
    [{ logging: null }, { logging: null }],
    [{ logging: logs('y/') }, { logging: logs('y/') }],
    [{ certificate: { kind: 'iam', id: 'I' } }, { certificate: { kind: 'iam', id: 'I' } }],
    [{ certificate: { kind: 'default' } }, { certificate: { kind: 'default' } }],
    [
      { addAliases: names('c.example.org'), removeAliases: names('a.example.org') },
      { aliases: names('b.example.org', 'c.example.org') },
    ],
  ])('%j', (patch, change) => {
    expect(planChange(settings, patch)).toEqual(change);
    expect(isEmptyChange(planChange(settings, patch))).toBe(Object.keys(change).length === 0);
  });

  it('switches off what is off already without a change', () => {
    expect(planChange({ ...settings, logging: undefined }, { logging: null })).toEqual({});
  });
});

describe('patchedAliases', () => {
  it('keeps the order, adds at the end, once, and lets an addition win over a removal', () => {
    const patch = { addAliases: names('c.org', 'a.org', 'c.org'), removeAliases: names('a.org') };
    expect(patchedAliases(names('a.org', 'b.org'), patch)).toEqual(['b.org', 'c.org', 'a.org']);
  });
});
