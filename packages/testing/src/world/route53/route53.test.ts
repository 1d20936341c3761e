import { describe, expect, it } from 'vitest';
import { codeOf, testWorld } from '../create-world.test-support.ts';
import { createWorld } from '../create-world.ts';
import { VirtualClock } from '../virtual-clock.ts';
import type { RecordSet } from './record.ts';

const cname = (Name: string, Value: string): RecordSet => ({
  Name,
  Type: 'CNAME',
  TTL: 300,
  ResourceRecords: [{ Value }],
});

function worldWithZone() {
  const world = testWorld();
  const { HostedZone } = world.route53.createHostedZone({ Name: 'Example.org', CallerReference: 'one' });
  const change = (Action: string, ...records: readonly RecordSet[]) =>
    world.route53.changeResourceRecordSets({
      HostedZoneId: HostedZone.Id,
      Changes: records.map((ResourceRecordSet) => ({ Action, ResourceRecordSet })),
    });
  const names = () =>
    world.route53
      .listResourceRecordSets({ HostedZoneId: HostedZone.Id })
      .ResourceRecordSets.map(({ Name, Type }) => `${Name} ${Type}`);
  return { ...world, HostedZone, change, names };
}

describe('Route 53', () => {
  it('makes a zone with its own records, once for each caller reference', () => {
    const { route53, HostedZone, names } = worldWithZone();
    expect(HostedZone).toMatchObject({ Name: 'example.org.', ResourceRecordSetCount: 2 });
    expect(names()).toEqual(['example.org. NS', 'example.org. SOA']);
    expect(codeOf(() => route53.createHostedZone({ Name: 'other.org', CallerReference: 'one' }))).toBe(
      'HostedZoneAlreadyExists',
    );
    expect(codeOf(() => route53.createHostedZone({ Name: 'a b', CallerReference: 'two' }))).toBe('InvalidDomainName');
    expect(codeOf(() => route53.getHostedZone({ Id: 'Z0' }))).toBe('NoSuchHostedZone');
  });

  it('lists records by their labels from the right', () => {
    const { change, names } = worldWithZone();
    change(
      'CREATE',
      cname('b.a.example.org', 'x.org'),
      cname('c.example.org', 'x.org'),
      cname('a.example.org', 'x.org'),
    );
    expect(names().slice(2)).toEqual(['a.example.org. CNAME', 'b.a.example.org. CNAME', 'c.example.org. CNAME']);
  });

  it('applies all of a batch or nothing', () => {
    const { change, names, route53, HostedZone } = worldWithZone();
    expect(codeOf(() => change('CREATE', cname('a.example.org', 'x'), cname('a.other.org', 'x')))).toBe(
      'InvalidChangeBatch',
    );
    expect(names()).toHaveLength(2);
    change('UPSERT', cname('a.example.org', 'x.org'));
    change('UPSERT', cname('a.example.org', 'y.org'));
    expect(route53.getHostedZone({ Id: HostedZone.Id }).HostedZone.ResourceRecordSetCount).toBe(3);
  });

  it.each([
    ['CREATE', cname('a.example.org', 'y.org')],
    ['DELETE', cname('a.example.org', 'y.org')],
    ['DELETE', cname('b.example.org', 'x.org')],
    ['CREATE', cname('example.org', 'x.org')],
    ['CREATE', { ...cname('a.example.org', '192.0.2.1'), Type: 'A' }],
    ['DELETE', { ...cname('example.org', 'x.org'), Type: 'NS' }],
  ])('refuses to %s %j', (action, record) => {
    const { change, names } = worldWithZone();
    change('CREATE', cname('a.example.org', 'x.org'));
    expect(codeOf(() => change(action, record))).toBe('InvalidChangeBatch');
    expect(names()).toHaveLength(3);
  });

  it('deletes a zone only when it is empty', () => {
    const { route53, change, HostedZone } = worldWithZone();
    change('CREATE', cname('a.example.org', 'x.org'));
    expect(codeOf(() => route53.deleteHostedZone({ Id: HostedZone.Id }))).toBe('HostedZoneNotEmpty');
    change('DELETE', cname('a.example.org', 'x.org'));
    route53.deleteHostedZone({ Id: HostedZone.Id });
    expect(route53.listHostedZones().HostedZones).toEqual([]);
    expect(route53.createHostedZone({ Name: 'example.org', CallerReference: 'one' })).toBeDefined();
  });

  it('brings a change in sync when it has propagated', () => {
    const clock = new VirtualClock();
    const { route53 } = createWorld({ clock, propagation: 1000 });
    const { ChangeInfo } = route53.createHostedZone({ Name: 'example.org', CallerReference: 'one' });
    expect(ChangeInfo.Status).toBe('PENDING');
    clock.advance(1000);
    expect(route53.getChange({ Id: ChangeInfo.Id }).ChangeInfo.Status).toBe('INSYNC');
  });

  it('issues a certificate once all of its records are there', () => {
    const { acm, change } = worldWithZone();
    const { CertificateArn } = acm.requestCertificate({
      DomainName: '*.example.org',
      SubjectAlternativeNames: ['example.org', 'www.example.org'],
    });
    const detail = () => acm.describeCertificate({ CertificateArn });
    const [first, , second] = detail().DomainValidationOptions.map(({ ResourceRecord }) => ResourceRecord);
    if (first === undefined || second === undefined) throw new Error('There are no records.');
    change('CREATE', cname(first.Name, first.Value));
    expect(detail().Status).toBe('PENDING_VALIDATION');
    change('CREATE', cname(second.Name, 'wrong.example.org'));
    expect(detail().Status).toBe('PENDING_VALIDATION');
    change('UPSERT', cname(second.Name, second.Value));
    expect(detail().Status).toBe('ISSUED');
    acm.deleteCertificate({ CertificateArn });
  });

  it('shows an account its own zones only', () => {
    const world = testWorld();
    world.route53.createHostedZone({ Name: 'example.org', CallerReference: 'one' });
    const other = world.inAccount('210987654321');
    expect(other.route53.listHostedZones().HostedZones).toEqual([]);
    expect(world.inAccount('210987654321')).toBe(other);
    expect(other.inAccount(world.account.id).route53.listHostedZones().HostedZones).toHaveLength(1);
  });
});
