import { describe, expect, it } from 'vitest';
import type { DistributionId, InvalidationId } from '../naming/cf-uri.ts';
import { parseDomainName } from '../naming/domain-name.ts';
import { expectParsed } from '../naming/parsed.ts';
import { FULL_CONFIG } from './full-config.test-support.ts';
import { type Answer, cloudfrontError, type Server, stubProvider, stubWire } from './stub-wire.test-support.ts';

const ID = 'E3RPA4Z4ALGTGO' as DistributionId;
const NEW_ALIAS = expectParsed(parseDomainName('new.example.org'), 'X', 'X');
const CONFIG: string = FULL_CONFIG.replace(/^<\?xml[^>]*>\s*/, '');

function ok(body: string, etag = 'ETAG1', status = 200): Answer {
  return { status, headers: { 'content-type': 'text/xml', etag }, body };
}

function distribution(config: string, status = 'InProgress'): string {
  return `<Distribution xmlns="http://cloudfront.amazonaws.com/doc/2020-05-31/"><Id>${ID}</Id><ARN>arn:aws:cloudfront::1:distribution/${ID}</ARN><Status>${status}</Status><LastModifiedTime>2026-01-02T03:04:05.678Z</LastModifiedTime><InProgressInvalidationBatches>0</InProgressInvalidationBatches><DomainName>d111.cloudfront.net</DomainName>${config}</Distribution>`;
}

async function cdnOn(server: Server) {
  const wire = stubWire(server);
  const { cdn } = await stubProvider(wire);
  return { cdn, wire };
}

async function everything<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}

/** Every element with its text, in no order: the SDK writes them in the order of its model. */
function elementsOf(xml: string): readonly string[] {
  const tight = xml.replace(/^<\?xml[^>]*>\s*/, '').replace(/>\s+</g, '><');
  return (tight.match(/<\w[^>]*>[^<]*/g) ?? []).map((element) => element.replace('/>', '>')).sort();
}

describe('lists', () => {
  it('go on to the last page', async () => {
    const page = (id: string, more: string): string =>
      `<DistributionList><Marker/><MaxItems>100</MaxItems>${more}<Quantity>1</Quantity><Items><DistributionSummary><Id>${id}</Id><Status>Deployed</Status><Enabled>true</Enabled><Comment>c</Comment><Aliases><Quantity>1</Quantity><Items><CNAME>a.example.org</CNAME></Items></Aliases><LastModifiedTime>2026-01-02T03:04:05Z</LastModifiedTime><Origins><Quantity>1</Quantity><Items><Origin><Id>s</Id><DomainName>site.s3.amazonaws.com</DomainName></Origin></Items></Origins></DistributionSummary></Items></DistributionList>`;
    const { cdn, wire } = await cdnOn(({ query }) =>
      query['Marker'] === 'E1'
        ? ok(page('E2', '<IsTruncated>false</IsTruncated>'))
        : ok(page('E1', '<IsTruncated>true</IsTruncated><NextMarker>E1</NextMarker>')),
    );
    const found = await everything(cdn.listDistributions());
    expect(found.map(({ id }) => id)).toEqual(['E1', 'E2']);
    expect(found[0]).toMatchObject({
      status: 'Deployed',
      enabled: true,
      comment: 'c',
      aliases: ['a.example.org'],
      lastModified: Date.parse('2026-01-02T03:04:05Z'),
      origins: [{ kind: 's3', bucket: 'site' }],
    });
    expect(wire.sent.map(({ path }) => path)).toEqual(['/2020-05-31/distribution', '/2020-05-31/distribution']);
  });

  it('ask about each distribution where a server leaves the origins out', async () => {
    const { cdn, wire } = await cdnOn(({ path }) =>
      path.endsWith(ID)
        ? ok(distribution(CONFIG))
        : ok(
            `<DistributionList><Quantity>1</Quantity><Items><DistributionSummary><Id>${ID}</Id></DistributionSummary></Items></DistributionList>`,
          ),
    );
    expect(await everything(cdn.listDistributions())).toEqual([
      expect.objectContaining({ id: ID, enabled: true, aliases: ['cdn.example.org', 'www.example.org'] }),
    ]);
    expect(wire.sent).toHaveLength(2);
  });

  it('are empty where AWS leaves the items out', async () => {
    const { cdn } = await cdnOn(() =>
      ok('<DistributionList><IsTruncated>false</IsTruncated><Quantity>0</Quantity></DistributionList>'),
    );
    expect(await everything(cdn.listDistributions())).toEqual([]);
  });

  it('stop asking when the reader stops reading', async () => {
    const { cdn, wire } = await cdnOn(() =>
      ok(
        '<InvalidationList><IsTruncated>true</IsTruncated><NextMarker>x</NextMarker><Quantity>1</Quantity><Items><InvalidationSummary><Id>I1</Id><Status>Completed</Status><CreateTime>2026-01-02T03:04:05Z</CreateTime></InvalidationSummary></Items></InvalidationList>',
      ),
    );
    for await (const { id } of cdn.listInvalidations(ID)) {
      expect(id).toBe('I1');
      break;
    }
    expect(wire.sent).toHaveLength(1);
  });

  it('tell errors of a later page too', async () => {
    const { cdn } = await cdnOn((_, index) =>
      index === 0
        ? ok(
            '<InvalidationList><IsTruncated>true</IsTruncated><NextMarker>x</NextMarker><Quantity>0</Quantity></InvalidationList>',
          )
        : cloudfrontError(404, 'NoSuchDistribution'),
    );
    await expect(everything(cdn.listInvalidations(ID))).rejects.toMatchObject({ code: 'DISTRIBUTION_NOT_FOUND' });
  });
});

describe('getDistribution', () => {
  it('reads settings, status and version', async () => {
    const { cdn } = await cdnOn(() => ok(distribution(CONFIG, 'DEPLOYED'), '"QUOTED"'));
    const { distribution: found, etag } = await cdn.getDistribution(ID);
    expect(etag).toBe('QUOTED');
    expect(found).toMatchObject({ id: ID, status: 'Deployed', domainName: 'd111.cloudfront.net' });
    expect(found.settings).toMatchObject({
      comment: 'Fish & chips',
      aliases: ['cdn.example.org', 'www.example.org'],
      certificate: { kind: 'acm', arn: 'arn:aws:acm:us-east-1:1:certificate/c' },
      defaultOriginId: 'site',
    });
    expect(found.settings.origins[0]).toMatchObject({
      kind: 's3',
      bucket: 'public.example.org',
      accessControl: 'E2OAC',
    });
  });

  it("says which distribution is not there, with AWS's code and request id", async () => {
    const { cdn } = await cdnOn(() =>
      cloudfrontError(404, 'NoSuchDistribution', 'The specified distribution does not exist.'),
    );
    await expect(cdn.getDistribution(ID)).rejects.toMatchObject({
      code: 'DISTRIBUTION_NOT_FOUND',
      message: expect.stringContaining(`cf://${ID}`),
      aws: { code: 'NoSuchDistribution', status: 404, requestId: 'request-1' },
    });
  });
});

describe('updateDistribution', () => {
  const serve =
    (config: string, etag = 'ETAG1'): Server =>
    ({ method, body }) =>
      method === 'GET' ? ok(config, etag) : ok(distribution(body.replace(/^<\?xml[^>]*>/, '')), 'ETAG2');

  it('changes what it is told and sends every other element back', async () => {
    const { cdn, wire } = await cdnOn(serve(FULL_CONFIG));
    const updated = await cdn.updateDistribution(ID, 'ETAG1', { aliases: [NEW_ALIAS], enabled: false });
    expect(updated.etag).toBe('ETAG2');
    expect(updated.distribution.settings).toMatchObject({ enabled: false, aliases: ['new.example.org'] });
    const put = wire.sent[1];
    expect(put).toMatchObject({ method: 'PUT', path: `/2020-05-31/distribution/${ID}/config` });
    expect(put?.headers['if-match']).toBe('ETAG1');
    const expected = FULL_CONFIG.replace(
      /<Aliases>.*<\/Aliases>/,
      '<Aliases><Quantity>1</Quantity><Items><CNAME>new.example.org</CNAME></Items></Aliases>',
    ).replace('<Enabled>true</Enabled>\n  <ViewerCertificate>', '<Enabled>false</Enabled>\n  <ViewerCertificate>');
    expect(elementsOf(put?.body ?? '')).toEqual(elementsOf(expected));
  });

  it('refuses when the version is another, and writes nothing', async () => {
    const { cdn, wire } = await cdnOn(serve(FULL_CONFIG, 'ETAG9'));
    await expect(cdn.updateDistribution(ID, 'ETAG1', { enabled: false })).rejects.toMatchObject({
      code: 'PRECONDITION_FAILED',
      kind: 'precondition',
    });
    expect(wire.sent.map(({ method }) => method)).toEqual(['GET']);
  });

  it('tells when somebody is faster between reading and writing', async () => {
    const { cdn } = await cdnOn(({ method }) =>
      method === 'GET' ? ok(FULL_CONFIG) : cloudfrontError(412, 'PreconditionFailed'),
    );
    await expect(cdn.updateDistribution(ID, 'ETAG1', { enabled: false })).rejects.toMatchObject({
      code: 'PRECONDITION_FAILED',
    });
  });

  it('refuses to lose an element that the SDK does not know, and writes nothing', async () => {
    const newer = FULL_CONFIG.replace('</Comment>', '</Comment><EdgeDreams><Enabled>true</Enabled></EdgeDreams>');
    const { cdn, wire } = await cdnOn(serve(newer));
    await expect(cdn.updateDistribution(ID, 'ETAG1', { enabled: false })).rejects.toMatchObject({
      code: 'CONFIG_NEWER_THAN_SDK',
      message: expect.stringContaining('EdgeDreams'),
    });
    expect(wire.sent.map(({ method }) => method)).toEqual(['GET']);
  });

  it('names the aliases that are taken', async () => {
    const { cdn } = await cdnOn(({ method }) =>
      method === 'GET' ? ok(FULL_CONFIG) : cloudfrontError(409, 'CNAMEAlreadyExists'),
    );
    await expect(cdn.updateDistribution(ID, 'ETAG1', { aliases: [NEW_ALIAS] })).rejects.toMatchObject({
      code: 'ALIAS_TAKEN',
      message: expect.stringContaining('new.example.org'),
    });
  });
});

describe('createDistribution and deleteDistribution', () => {
  it('creates what core asks for', async () => {
    const { cdn, wire } = await cdnOn(({ body }) => ok(distribution(body.replace(/^<\?xml[^>]*>/, '')), 'ETAG1', 201));
    const { distribution: made } = await cdn.createDistribution({
      callerReference: 'ref-1',
      origin: { id: 'site', host: 'b.s3.eu-west-1.amazonaws.com', accessControl: 'E2OAC' },
      aliases: [NEW_ALIAS],
      comment: '',
      enabled: true,
      defaultRootObject: 'index.html',
      logging: undefined,
      certificate: { kind: 'acm', arn: 'arn:c' },
    });
    expect(wire.sent[0]).toMatchObject({ method: 'POST', path: '/2020-05-31/distribution' });
    expect(made.settings).toMatchObject({ callerReference: 'ref-1', aliases: ['new.example.org'], compress: true });
  });

  it('deletes at a version', async () => {
    const { cdn, wire } = await cdnOn(() => ({ status: 204 }));
    await cdn.deleteDistribution(ID, 'ETAG7');
    expect(wire.sent[0]).toMatchObject({ method: 'DELETE', path: `/2020-05-31/distribution/${ID}` });
    expect(wire.sent[0]?.headers['if-match']).toBe('ETAG7');
  });
});

describe('invalidations', () => {
  const invalidation = (status: string): string =>
    `<Invalidation><Id>I1</Id><Status>${status}</Status><CreateTime>2026-01-02T03:04:05Z</CreateTime><InvalidationBatch><Paths><Quantity>2</Quantity><Items><Path>/b</Path><Path>/a</Path></Items></Paths><CallerReference>r</CallerReference></InvalidationBatch></Invalidation>`;

  it.each([
    ['InProgress', 'InProgress'],
    ['Completed', 'Completed'],
    ['COMPLETED', 'Completed'],
  ])('read the status %s as %s', async (written, read) => {
    const { cdn } = await cdnOn(() => ok(invalidation(written)));
    const found = await cdn.getInvalidation(ID, 'I1' as InvalidationId);
    expect(found).toEqual({
      id: 'I1',
      status: read,
      createTime: Date.parse('2026-01-02T03:04:05Z'),
      callerReference: 'r',
      paths: ['/b', '/a'],
    });
  });

  it('are made with their paths and reference', async () => {
    const { cdn, wire } = await cdnOn(() => ok(invalidation('InProgress'), 'x', 201));
    await cdn.createInvalidation(ID, { paths: ['/a', '/b'], callerReference: 'r' });
    expect(wire.sent[0]?.body).toContain(
      '<Paths><Quantity>2</Quantity><Items><Path>/a</Path><Path>/b</Path></Items></Paths>',
    );
  });
});

describe('origin access controls', () => {
  it('are made to sign always', async () => {
    const { cdn, wire } = await cdnOn(({ body }) =>
      ok(`<OriginAccessControl><Id>E2OAC</Id>${body.replace(/^<\?xml[^>]*>/, '')}</OriginAccessControl>`, 'x', 201),
    );
    expect(await cdn.createOriginAccessControl({ name: 's3front', description: 'ours' })).toEqual({
      id: 'E2OAC',
      name: 's3front',
      description: 'ours',
      originType: 's3',
      signingBehavior: 'always',
    });
    expect(wire.sent[0]?.body).toContain('<SigningProtocol>sigv4</SigningProtocol>');
  });

  it.each([
    ['deleted', { status: 204 }],
    ['in-use', cloudfrontError(409, 'OriginAccessControlInUse')],
    ['absent', cloudfrontError(404, 'NoSuchOriginAccessControl')],
  ])('deleting one can end as %s', async (outcome, answer) => {
    const { cdn, wire } = await cdnOn(({ method }) =>
      method === 'GET' ? ok('<OriginAccessControl><Id>E2OAC</Id></OriginAccessControl>', 'ETAG3') : answer,
    );
    expect(await cdn.deleteOriginAccessControl('E2OAC')).toBe(outcome);
    expect(wire.sent[1]?.headers['if-match']).toBe('ETAG3');
  });
});

describe('every call', () => {
  it('goes to us-east-1, wherever the buckets are', async () => {
    const wire = stubWire(() => ok(distribution(CONFIG)));
    const { cdn } = await stubProvider(wire, { region: 'eu-west-1' });
    await cdn.getDistribution(ID);
    expect(wire.sent[0]?.host).toBe('cloudfront.amazonaws.com');
    expect(wire.sent[0]?.headers['authorization']).toContain('/us-east-1/cloudfront/aws4_request');
  });

  it('is tried again by the SDK when AWS throttles it', async () => {
    const { cdn, wire } = await cdnOn((_, index) =>
      index < 2 ? cloudfrontError(400, 'Throttling', 'Rate exceeded') : ok(distribution(CONFIG)),
    );
    await expect(cdn.getDistribution(ID)).resolves.toMatchObject({ etag: 'ETAG1' });
    expect(wire.sent.map(({ headers }) => headers['amz-sdk-request'])).toEqual([
      expect.stringContaining('attempt=1'),
      expect.stringContaining('attempt=2'),
      expect.stringContaining('attempt=3'),
    ]);
  });

  it('ends as throttled when AWS goes on throttling', async () => {
    const { cdn, wire } = await cdnOn(() => cloudfrontError(503, 'Throttling', 'Rate exceeded'));
    await expect(cdn.getDistribution(ID)).rejects.toMatchObject({ code: 'THROTTLED', kind: 'throttled' });
    expect(wire.sent.length).toBeGreaterThan(1);
  });

  it('is not tried again when AWS refuses it', async () => {
    const { cdn, wire } = await cdnOn(() => cloudfrontError(403, 'AccessDenied', 'not authorized'));
    await expect(cdn.getDistribution(ID)).rejects.toMatchObject({ code: 'ACCESS_DENIED' });
    expect(wire.sent).toHaveLength(1);
  });

  it('ends with the signal, before and during the call', async () => {
    const stop = new AbortController();
    const { cdn, wire } = await cdnOn(
      ({ signal }) =>
        new Promise((_, reject) => {
          signal?.addEventListener('abort', () => reject(Object.assign(new Error('aborted'), { name: 'AbortError' })));
          stop.abort();
        }),
    );
    const interrupted = { code: 'INTERRUPTED', kind: 'interrupted' };
    await expect(cdn.getDistribution(ID, { signal: stop.signal })).rejects.toMatchObject(interrupted);
    await expect(cdn.getDistribution(ID, { signal: stop.signal })).rejects.toMatchObject(interrupted);
    await expect(everything(cdn.listDistributions({ signal: stop.signal }))).rejects.toMatchObject(interrupted);
    expect(wire.sent).toHaveLength(1);
  });

  it('does not take a page of HTML for an answer', async () => {
    const { cdn } = await cdnOn(() => ({ headers: { 'content-type': 'text/html' }, body: '<html><p>Hello</html>' }));
    await expect(cdn.getDistribution(ID)).rejects.toMatchObject({ code: 'ANSWER_UNREADABLE', kind: 'rejected' });
  });
});
