import { describe, expect, it } from 'vitest';
import { createWorld } from '../../world/create-world.ts';
import { offlineAwsHandler } from '../offline-aws.ts';
import { childOf, childrenOf, readXml, textOf, type XmlNode } from '../xml/read.ts';

const NAMESPACE = 'https://route53.amazonaws.com/doc/2013-04-01/';

function openWorld() {
  const world = createWorld();
  const { requestHandler } = offlineAwsHandler(world);
  const ask = async (service: string, method: string, url: string, body = '') => {
    const [path = '', query = ''] = url.split('?', 2);
    const { response } = await requestHandler.handle({
      method,
      protocol: 'https:',
      hostname: `${service}.amazonaws.com`,
      path,
      query: Object.fromEntries(new URLSearchParams(query)),
      headers: {
        'x-amz-date': '20260101T000000Z',
        authorization: `AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`,
      },
      body,
    });
    let text = '';
    for await (const chunk of response.body ?? []) text += String(chunk);
    const read = readXml(text);
    if (!read.ok) throw new Error(`${read.reason}: ${text}`);
    return { status: response.statusCode, headers: response.headers, root: read.root };
  };
  const route53 = (method: string, path: string, body?: string) => ask('route53', method, `/2013-04-01${path}`, body);
  return { world, ask, route53 };
}

const ZONE = `<CreateHostedZoneRequest xmlns="${NAMESPACE}"><Name>example.org</Name><CallerReference>one</CallerReference></CreateHostedZoneRequest>`;

const changes = (...records: readonly (readonly [action: string, name: string, type: string, value: string])[]) =>
  `<ChangeResourceRecordSetsRequest xmlns="${NAMESPACE}"><ChangeBatch><Changes>${records
    .map(
      ([action, name, type, value]) =>
        `<Change><Action>${action}</Action><ResourceRecordSet><Name>${name}</Name><Type>${type}</Type><TTL>60</TTL><ResourceRecords><ResourceRecord><Value>${value}</Value></ResourceRecord></ResourceRecords></ResourceRecordSet></Change>`,
    )
    .join('')}</Changes></ChangeBatch></ChangeResourceRecordSetsRequest>`;

function codeOf(root: XmlNode): string | undefined {
  return textOf(childOf(root, 'Error'), 'Code');
}

describe('Route 53 on the wire', () => {
  it('makes a zone, changes its records, and lists them page by page', async () => {
    const { route53 } = openWorld();
    const made = await route53('POST', '/hostedzone', ZONE);
    expect(made.status).toBe(201);
    expect(made.root.attributes).toEqual({ xmlns: NAMESPACE });
    const id = textOf(childOf(made.root, 'HostedZone'), 'Id') ?? '';
    expect(made.headers['location']).toBe(`https://route53.amazonaws.com/2013-04-01${id}`);

    const batch = changes(
      ['CREATE', '*.example.org', 'CNAME', 'd1.cloudfront.net'],
      ['UPSERT', 'a.example.org', 'A', '192.0.2.1'],
    );
    const changed = await route53('POST', `${id}/rrset/`, batch);
    expect(textOf(childOf(changed.root, 'ChangeInfo'), 'Status')).toBe('PENDING');
    const change = textOf(childOf(changed.root, 'ChangeInfo'), 'Id') ?? '';
    expect((await route53('GET', change)).root.name).toBe('GetChangeResponse');

    const page = await route53('GET', `${id}/rrset?maxitems=3`);
    const names = childrenOf(childOf(page.root, 'ResourceRecordSets'), 'ResourceRecordSet').map((set) =>
      textOf(set, 'Name'),
    );
    expect(names).toEqual(['example.org.', 'example.org.', '\\052.example.org.']);
    expect([textOf(page.root, 'IsTruncated'), textOf(page.root, 'NextRecordName')]).toEqual(['true', 'a.example.org.']);
    const next = await route53('GET', `${id}/rrset?name=a.example.org.&type=A`);
    expect(childrenOf(childOf(next.root, 'ResourceRecordSets'), 'ResourceRecordSet')).toHaveLength(1);

    expect(codeOf((await route53('DELETE', id)).root)).toBe('HostedZoneNotEmpty');
    const zones = await route53('GET', '/hostedzone');
    expect(childrenOf(childOf(zones.root, 'HostedZones'), 'HostedZone')).toHaveLength(1);
    const byName = await route53('GET', '/hostedzonesbyname?dnsname=example.org');
    expect(childrenOf(childOf(byName.root, 'HostedZones'), 'HostedZone')).toHaveLength(1);
  });

  it.each([
    [404, 'NoSuchHostedZone', 'GET', '/hostedzone/Z0', ''],
    [404, 'NoSuchChange', 'GET', '/change/C0', ''],
    [400, 'InvalidInput', 'POST', '/hostedzone', '<nonsense'],
    [400, 'InvalidInput', 'POST', '/hostedzone', '<Other/>'],
    [400, 'InvalidInput', 'POST', '/hostedzone/Z0/rrset', changes()],
    [400, 'InvalidAction', 'GET', '/healthcheck', ''],
    [400, 'InvalidAction', 'POST', '/hostedzone', ZONE.replace('</CallerReference>', '</CallerReference><VPC/>')],
  ])('answers %i %s to %s %s', async (status, code, method, path, body) => {
    const { route53 } = openWorld();
    const answered = await route53(method, path, body);
    expect([answered.status, codeOf(answered.root)]).toEqual([status, code]);
    expect(textOf(answered.root, 'RequestId')).toBe(answered.headers['x-amzn-requestid']);
  });

  it('issues the certificate whose record it is given', async () => {
    const { world, route53 } = openWorld();
    const { CertificateArn } = world.acm.requestCertificate({ DomainName: 'cdn.example.org' });
    const record = world.acm.describeCertificate({ CertificateArn }).DomainValidationOptions[0]?.ResourceRecord;
    const id = textOf(childOf((await route53('POST', '/hostedzone', ZONE)).root, 'HostedZone'), 'Id') ?? '';
    await route53('POST', `${id}/rrset`, changes(['UPSERT', record?.Name ?? '', 'CNAME', record?.Value ?? '']));
    expect(world.acm.describeCertificate({ CertificateArn }).Status).toBe('ISSUED');
  });
});

describe('STS on the wire', () => {
  it('says who asks', async () => {
    const { ask } = openWorld();
    const { root } = await ask('sts', 'POST', '/', 'Action=GetCallerIdentity&Version=2011-06-15');
    expect(textOf(childOf(root, 'GetCallerIdentityResult'), 'Account')).toBe('123456789012');
  });

  it.each([
    ['InvalidAction', 'Action=AssumeRole&Version=2011-06-15'],
    ['InvalidAction', 'Action=GetCallerIdentity&Version=1999-01-01'],
    ['MissingAction', ''],
  ])('answers %s to %j', async (code, body) => {
    const { ask } = openWorld();
    expect(codeOf((await ask('sts', 'POST', '/', body)).root)).toBe(code);
  });

  it('names a service that is not there', async () => {
    const { ask } = openWorld();
    const { root } = await ask('ec2', 'POST', '/', 'Action=RunInstances');
    expect(textOf(childOf(root, 'Error'), 'Message')).toContain("'ec2'");
  });
});
