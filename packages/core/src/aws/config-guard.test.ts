import { CloudFrontClient, DistributionConfig$, UpdateDistributionCommand } from '@aws-sdk/client-cloudfront';
import { NormalizedSchema } from '@smithy/core/schema';
import { describe, expect, it } from 'vitest';
import { S3FrontError } from '../errors.ts';
import { assertNothingLost, lostElements } from './config-guard.ts';
import { FULL_CONFIG } from './full-config.test-support.ts';
import { stubWire } from './stub-wire.test-support.ts';

const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'SECRETEXAMPLE' };

/** What the real SDK makes of a configuration that comes over the wire. */
async function readBySdk(xml: string): Promise<object> {
  const { GetDistributionConfigCommand } = await import('@aws-sdk/client-cloudfront');
  const wire = stubWire(() => ({ headers: { etag: 'E1', 'content-type': 'text/xml' }, body: xml }));
  const client = new CloudFrontClient({ region: 'us-east-1', credentials, ...wire.overrides });
  const answer = await client.send(new GetDistributionConfigCommand({ Id: 'E1' }));
  return answer.DistributionConfig ?? {};
}

async function lostBySdk(xml: string): Promise<readonly string[]> {
  return lostElements(xml, await readBySdk(xml));
}

/** A value for every member that the SDK knows; lists with this many items. */
function sample(schema: NormalizedSchema, items: number): unknown {
  if (schema.isListSchema()) return Array.from({ length: items }, () => sample(schema.getValueSchema(), items));
  if (schema.isStructSchema()) {
    return Object.fromEntries([...schema.structIterator()].map(([name, member]) => [name, sample(member, items)]));
  }
  if (schema.isBooleanSchema()) return false;
  return schema.isNumericSchema() ? 1 : 'text';
}

/** The configuration as XML, written by the SDK itself. */
async function writtenBySdk(config: unknown): Promise<string> {
  const wire = stubWire(() => ({ headers: { etag: 'E1' }, body: '<Distribution/>' }));
  const client = new CloudFrontClient({ region: 'us-east-1', credentials, ...wire.overrides });
  await client.send(new UpdateDistributionCommand({ Id: 'E1', IfMatch: 'E1', DistributionConfig: config as never }));
  return wire.sent[0]?.body ?? '';
}

describe('lostElements', () => {
  it('finds nothing in a full configuration as CloudFront sends it', async () => {
    expect(await lostBySdk(FULL_CONFIG)).toEqual([]);
  });

  it.each([1, 2, 3])('finds nothing in a configuration with every member of the model and %i items', async (items) => {
    const xml = await writtenBySdk(sample(NormalizedSchema.of(DistributionConfig$), items));
    expect(xml).toContain('<CacheBehavior>');
    expect(await lostBySdk(xml)).toEqual([]);
  });

  it.each([
    ['at the top', '</Comment>', '</Comment><NewThing>on</NewThing>', 'NewThing'],
    ['with children', '</Comment>', '</Comment><NewThing><Enabled>false</Enabled></NewThing>', 'NewThing'],
    [
      'in a structure',
      '<SmoothStreaming>false</SmoothStreaming>',
      '<SmoothStreaming>false</SmoothStreaming><NewThing>1</NewThing>',
      'DefaultCacheBehavior.NewThing',
    ],
    [
      'in an item of a list',
      '<OriginPath>/site</OriginPath>',
      '<OriginPath>/site</OriginPath><NewThing>1</NewThing>',
      'Origins.Items.Origin.NewThing',
    ],
    [
      'beside the items of a list',
      '<CNAME>www.example.org</CNAME>',
      '<CNAME>www.example.org</CNAME><NewName>x</NewName>',
      'Aliases.Items.NewName',
    ],
    [
      'a second time',
      '<OriginShield><Enabled>false</Enabled></OriginShield>',
      '<OriginShield><Enabled>false</Enabled></OriginShield><OriginShield><Enabled>true</Enabled></OriginShield>',
      'Origins.Items.Origin.OriginShield',
    ],
  ])('finds an element that the SDK drops %s', async (_, known, withNew, path) => {
    expect(FULL_CONFIG).toContain(known);
    expect(await lostBySdk(FULL_CONFIG.replace(known, withNew))).toContain(path);
  });

  it('finds what stands where the object has a text', () => {
    const xml = '<DistributionConfig><PriceClass><Name>PriceClass_All</Name></PriceClass></DistributionConfig>';
    expect(lostElements(xml, { PriceClass: 'PriceClass_All' })).toEqual(['PriceClass.Name']);
  });

  it('does not mind an unknown element that says nothing', async () => {
    const xml = FULL_CONFIG.replace('</Comment>', '</Comment><NewThing/><Other><Inner></Inner></Other>');
    expect(await lostBySdk(xml)).toEqual([]);
  });

  it('names an element once, however many items have it', async () => {
    const xml = FULL_CONFIG.replaceAll('<ConnectionAttempts>', '<NewThing>1</NewThing><ConnectionAttempts>');
    expect(await lostBySdk(xml)).toEqual(['Origins.Items.Origin.NewThing']);
  });
});

it('assertNothingLost names the distribution and the elements', () => {
  const xml = '<DistributionConfig><Comment>a</Comment><NewThing>1</NewThing></DistributionConfig>';
  expect(() => assertNothingLost(xml, { Comment: 'a' }, 'E1')).toThrow(S3FrontError);
  expect(() => assertNothingLost(xml, { Comment: 'a' }, 'E1')).toThrow(/cf:\/\/E1 .* NewThing\. Nothing was changed/);
  expect(() => assertNothingLost(xml, { Comment: 'a', NewThing: '1' }, 'E1')).not.toThrow();
});
