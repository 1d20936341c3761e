import { describe, expect, it } from 'vitest';
import { codeOf, PROPAGATION, type TestWorld, testWorld } from '../create-world.test-support.ts';
import type { World } from '../world.ts';
import { minimalConfig } from './config.test-support.ts';

const ALIAS = 'www.example.org';

function distribution(world: World, reference: string, ...names: string[]): string {
  const { CertificateArn: arn } = world.acm.issue(['*.example.org']);
  const config = minimalConfig({
    CallerReference: reference,
    Aliases: names.length === 0 ? { Quantity: 0 } : { Quantity: names.length, Items: names },
    ViewerCertificate: {
      ACMCertificateArn: arn,
      SSLSupportMethod: 'sni-only',
      MinimumProtocolVersion: 'TLSv1.2_2021',
    },
  });
  return world.cloudfront.distributions.create(config).Distribution.Id;
}

function aliasesOf(world: World, id: string): readonly string[] {
  return world.cloudfront.distributions.get(id).Distribution.DistributionConfig.Aliases.Items ?? [];
}

function disable(world: World, id: string): void {
  const { ETag, DistributionConfig } = world.cloudfront.distributions.getConfig(id);
  world.cloudfront.distributions.update(id, ETag, { ...DistributionConfig, Enabled: false });
}

function addText(world: World, name: string, value: string): void {
  const { HostedZone: zone } = world.route53.createHostedZone({ Name: 'example.org', CallerReference: 'one' });
  const ResourceRecordSet = { Name: name, Type: 'TXT', TTL: 60, ResourceRecords: [{ Value: `"${value}"` }] };
  world.route53.changeResourceRecordSets({
    HostedZoneId: zone.Id,
    Changes: [{ Action: 'UPSERT', ResourceRecordSet }],
  });
}

describe('an alias', () => {
  it('moves within the account, and both distributions have another version', async () => {
    const world = testWorld();
    const source = distribution(world, 'a', ALIAS);
    const target = distribution(world, 'b');
    world.clock.advance(PROPAGATION);
    const before = [source, target].map((id) => world.cloudfront.distributions.get(id).ETag);
    world.cloudfront.domains.associateAlias(target, ALIAS);
    expect([aliasesOf(world, source), aliasesOf(world, target)]).toEqual([[], [ALIAS]]);
    const after = [source, target].map((id) => world.cloudfront.distributions.get(id));
    expect(after.map((each) => each.Distribution.Status)).toEqual(['InProgress', 'InProgress']);
    expect(after.map((each) => each.ETag)).not.toEqual(before);
    world.cloudfront.domains.associateAlias(target, ALIAS);
    expect(world.cloudfront.distributions.get(target).ETag).toBe(after[1]?.ETag);
  });

  it('moves between accounts with a TXT record, from a distribution that is disabled', () => {
    const world: TestWorld = testWorld();
    const other = world.inAccount('222222222222');
    const source = distribution(other, 'a', ALIAS);
    const target = distribution(world, 'b');
    const associate = () => world.cloudfront.domains.associateAlias(target, ALIAS);
    expect(associate).toThrow('Invalid or missing alias DNS TXT records.');
    addText(world, `_${ALIAS}`, world.cloudfront.distributions.get(target).Distribution.DomainName);
    expect(associate).toThrow('Alias move is not allowed since the source distribution is enabled.');
    disable(other, source);
    associate();
    expect([aliasesOf(other, source), aliasesOf(world, target)]).toEqual([[], [ALIAS]]);
  });

  it('of another account is not moved by UpdateDomainAssociation, and that one has a version', () => {
    const world = testWorld();
    distribution(world.inAccount('222222222222'), 'a', ALIAS);
    const target = distribution(world, 'b');
    const { domains } = world.cloudfront;
    expect(codeOf(() => domains.updateAssociation(target, ALIAS, undefined))).toBe('IllegalUpdate');
    expect(codeOf(() => domains.updateAssociation(target, ALIAS, 'E0000000000000'))).toBe('PreconditionFailed');
    expect(codeOf(() => domains.updateAssociation('ENONE', ALIAS, undefined))).toBe('EntityNotFound');
  });

  it('is in the way of itself and of wildcards, and wildcards of what they cover', () => {
    const world = testWorld();
    const target = distribution(world, 'a');
    distribution(world, 'b', '*.example.org');
    distribution(world, 'c', ALIAS);
    const conflicts = (alias: string, MaxItems?: number, Marker?: string) =>
      world.cloudfront.domains.conflicts('ListConflictingAliases', target, alias, { MaxItems, Marker });
    expect(conflicts(ALIAS).items.map((item) => item.Alias)).toEqual(['*.example.org', ALIAS]);
    expect(conflicts('a.example.org').items.map((item) => item.Alias)).toEqual(['*.example.org']);
    const first = conflicts('*.example.org', 1);
    expect([first.nextMarker, first.items.length]).toEqual(['*.example.org', 1]);
    expect(conflicts('*.example.org', 1, first.nextMarker)).toMatchObject({
      nextMarker: undefined,
      items: [{ Alias: ALIAS }],
    });
    expect(codeOf(() => conflicts('a.example.com'))).toBe('InvalidArgument');
  });
});
