import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MANAGED_CACHE_POLICY, type RawAnswer, wiredCloudFront } from './cloudfront.test-support.ts';

const ORIGIN = `<Origin><Id>site</Id><DomainName>site.s3.eu-west-1.amazonaws.com</DomainName><S3OriginConfig><OriginAccessIdentity/></S3OriginConfig></Origin>`;
const MEMBERS: Readonly<Record<string, string>> = {
  CallerReference: '<CallerReference>one</CallerReference>',
  Comment: '<Comment/>',
  Enabled: '<Enabled>true</Enabled>',
  Origins: `<Origins><Quantity>1</Quantity><Items>${ORIGIN}</Items></Origins>`,
  DefaultCacheBehavior: `<DefaultCacheBehavior><TargetOriginId>site</TargetOriginId><ViewerProtocolPolicy>allow-all</ViewerProtocolPolicy><CachePolicyId>${MANAGED_CACHE_POLICY}</CachePolicyId></DefaultCacheBehavior>`,
};

function config(changes: Readonly<Record<string, string>> = {}): string {
  return `<DistributionConfig>${Object.values({ ...MEMBERS, ...changes }).join('')}</DistributionConfig>`;
}

function codeIn({ status, text }: RawAnswer): string {
  return `${status} ${/<Code>(\w+)<\/Code>/.exec(text)?.[1] ?? ''}`;
}

describe('what a client sends', () => {
  it.each<readonly [string, string, string]>([
    ['201 ', 'as little as possible', config()],
    [
      '201 ',
      'in whatever order',
      `<DistributionConfig>${Object.values(MEMBERS).reverse().join('')}</DistributionConfig>`,
    ],
    ['400 MissingBody', 'nothing', ''],
    ['400 MalformedXML', 'half a document', '<DistributionConfig>'],
    ['400 MalformedXML', 'something else', '<InvalidationBatch/>'],
    ['400 MalformedXML', 'no document', '{"CallerReference":"one"}'],
    ['400 MalformedXML', 'an entity', '<!DOCTYPE a [<!ENTITY b "c">]><DistributionConfig/>'],
    ['400 MalformedXML', 'an unknown element', config({ Bogus: '<Bogus>1</Bogus>' })],
    ['400 MalformedXML', 'an element twice', config({ again: '<Comment>again</Comment>' })],
    ['400 MalformedXML', 'an unknown word', config({ PriceClass: '<PriceClass>PriceClass_300</PriceClass>' })],
    ['400 MalformedXML', 'no boolean', config({ Enabled: '<Enabled>maybe</Enabled>' })],
    ['400 MalformedXML', 'no number', config({ Aliases: '<Aliases><Quantity>none</Quantity></Aliases>' })],
    ['400 MalformedXML', 'an element in a text', config({ Comment: '<Comment><b/></Comment>' })],
    ['400 MalformedXML', 'a text for a structure', config({ Aliases: '<Aliases>none</Aliases>' })],
    [
      '400 MalformedXML',
      'a stranger in a list',
      config({ Aliases: '<Aliases><Quantity>1</Quantity><Items><Alias>a.example.org</Alias></Items></Aliases>' }),
    ],
    [
      '400 InconsistentQuantities',
      'a wrong quantity',
      config({ Origins: `<Origins><Quantity>2</Quantity><Items>${ORIGIN}</Items></Origins>` }),
    ],
    ['400 InvalidArgument', 'no quantity', config({ Aliases: '<Aliases/>' })],
    ...Object.keys(MEMBERS).map((member) => ['400 InvalidArgument', `no ${member}`, config({ [member]: '' })] as const),
  ])('is answered with %s for %s', async (expected, _, body) => {
    const { ask } = wiredCloudFront();
    expect(codeIn(await ask('POST', '/distribution', body))).toBe(expected);
  });

  it('may be large, but not without end', async () => {
    const { ask } = wiredCloudFront();
    const body = config({ Comment: `<Comment>${'a'.repeat(2 * 1024 * 1024)}</Comment>` });
    expect((await ask('POST', '/distribution', body)).status).toBe(413);
  });

  it('never makes the server fail', async () => {
    const { ask } = wiredCloudFront();
    const words = fc.constantFrom(
      'DistributionConfig',
      'Origins',
      'Items',
      'Origin',
      'Quantity',
      'Comment',
      'true',
      '1',
    );
    const tree: fc.Memo<string> = fc.memo((depth) =>
      depth <= 1
        ? words
        : fc
            .tuple(words, fc.array(tree(depth - 1), { maxLength: 3 }))
            .map(([name, inner]) => `<${name}>${inner.join('')}</${name}>`),
    );
    const bodies = fc.oneof(
      fc.string({ unit: 'binary' }),
      tree(5),
      tree(4).map((inner) => config({ Origins: inner })),
      fc
        .tuple(fc.nat(config().length), fc.string({ maxLength: 3 }))
        .map(([at, put]) => config().slice(0, at) + put + config().slice(at + 1)),
    );
    await fc.assert(
      fc.asyncProperty(bodies, async (body) => {
        const { status } = await ask('POST', '/distribution', body);
        expect(status).toBeLessThan(500);
      }),
      { numRuns: 200 },
    );
  });
});

describe('what CloudFront is asked for', () => {
  it.each([
    ['POST', '/distribution/E1/copy', 'CopyDistribution'],
    ['PUT', '/distribution/E1/promote-staging-config', 'UpdateDistributionWithStagingConfig'],
    ['GET', '/streaming-distribution', 'ListStreamingDistributions'],
    ['POST', '/streaming-distribution?WithTags', 'CreateStreamingDistributionWithTags'],
    ['GET', '/field-level-encryption/F1/config', 'GetFieldLevelEncryptionConfig'],
    ['GET', '/distribution-tenant?domain=a.example.org', 'GetDistributionTenantByDomain'],
    ['POST', '/function/f/test', 'TestFunction'],
    ['GET', '/realtime-log-config', 'ListRealtimeLogConfigs'],
  ])('is refused by name when it is not there: %s %s', async (method, path, operation) => {
    const { ask } = wiredCloudFront();
    const answer = await ask(method, path);
    expect(answer.status).toBe(400);
    expect(answer.text).toContain(`<Message>${operation} is not implemented by this offline AWS.</Message>`);
  });

  it.each([
    ['GET', '/nothing'],
    ['PATCH', '/distribution'],
    ['GET', '/distribution/E1/config/more'],
    ['POST', '/tagging?Operation=Rename'],
  ])('is refused when CloudFront knows nothing of it: %s %s', async (method, path) => {
    const { ask } = wiredCloudFront();
    expect(codeIn(await ask(method, path))).toBe('404 UnknownOperation');
  });

  it('is paged in numbers', async () => {
    const { ask } = wiredCloudFront();
    for (const wrong of ['0', '-1', 'x', '1.5', '']) {
      expect(codeIn(await ask('GET', `/distribution?MaxItems=${wrong}`))).toBe('400 InvalidArgument');
    }
    expect((await ask('GET', '/distribution?MaxItems=1000')).text).toContain('<MaxItems>100</MaxItems>');
  });

  it('needs somebody who asks', async () => {
    const { ask } = wiredCloudFront();
    expect(codeIn(await ask('GET', '/distribution', undefined, { authorization: '' }))).toBe(
      '403 MissingAuthenticationToken',
    );
  });

  it('is for the account alone', async () => {
    const { ask, world } = wiredCloudFront();
    await ask('POST', '/distribution', config());
    const { Items: [made] = [] } = world.cloudfront.distributions.list();
    const scope = '222222222222/20261122/us-east-1/cloudfront/aws4_request';
    const authorization = `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=${'0'.repeat(64)}`;
    expect(codeIn(await ask('GET', `/distribution/${made?.Id}`, undefined, { authorization }))).toBe(
      '404 NoSuchDistribution',
    );
  });
});
