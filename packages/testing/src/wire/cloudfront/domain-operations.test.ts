import {
  AssociateAliasCommand,
  AssociateDistributionWebACLCommand,
  CreateDistributionCommand,
  DisassociateDistributionWebACLCommand,
  ListConflictingAliasesCommand,
  ListDistributionsByConnectionModeCommand,
  ListDistributionsByWebACLIdCommand,
  ListDomainConflictsCommand,
  UpdateDomainAssociationCommand,
} from '@aws-sdk/client-cloudfront';
import { describe, expect, it } from 'vitest';
import { smallConfig, type WiredCloudFront, wiredCloudFront } from './cloudfront.test-support.ts';

describe('web ACLs and connection modes', () => {
  it('are what distributions are listed by', async () => {
    const { client } = wiredCloudFront();
    const { Distribution: made, ETag } = await client.send(
      new CreateDistributionCommand({ DistributionConfig: smallConfig() }),
    );
    const Id = made?.Id;
    const WebACLArn = 'arn:aws:wafv2:us-east-1:123456789012:global/webacl/one/473e64fd-f30b-4765-81a0-62ad96dd167a';
    const by = async (WebACLId: string) =>
      (await client.send(new ListDistributionsByWebACLIdCommand({ WebACLId }))).DistributionList?.Quantity;
    expect([await by('null'), await by(WebACLArn)]).toEqual([1, 0]);
    const associated = await client.send(new AssociateDistributionWebACLCommand({ Id, IfMatch: ETag, WebACLArn }));
    expect(associated).toMatchObject({ Id, WebACLArn });
    expect([await by('null'), await by(WebACLArn)]).toEqual([0, 1]);
    await client.send(new DisassociateDistributionWebACLCommand({ Id, IfMatch: associated.ETag }));
    expect([await by('null'), await by(WebACLArn)]).toEqual([1, 0]);
    const mode = async (ConnectionMode: 'direct' | 'tenant-only') =>
      (await client.send(new ListDistributionsByConnectionModeCommand({ ConnectionMode }))).DistributionList?.Quantity;
    expect([await mode('direct'), await mode('tenant-only')]).toEqual([1, 0]);
  });
});

describe('an alias on the wire', () => {
  it('moves within the account', async () => {
    const wired = wiredCloudFront();
    const { client } = wired;
    const certificate = wired.world.acm.issue(['*.example.org']).CertificateArn;
    const source = await create(wired, 'a', certificate, 'www.example.org');
    const target = await create(wired, 'b', certificate);
    const conflicts = await client.send(
      new ListConflictingAliasesCommand({ DistributionId: target, Alias: 'www.example.org' }),
    );
    expect(conflicts.ConflictingAliasesList).toMatchObject({
      Quantity: 1,
      Items: [
        { Alias: 'www.example.org', DistributionId: `${'*'.repeat(7)}${source.slice(7)}`, AccountId: '******789012' },
      ],
    });
    await client.send(new AssociateAliasCommand({ TargetDistributionId: target, Alias: 'www.example.org' }));
    const domain = await client.send(
      new ListDomainConflictsCommand({
        Domain: '*.example.org',
        DomainControlValidationResource: { DistributionId: source },
      }),
    );
    expect(domain.DomainConflicts).toEqual([
      { Domain: 'www.example.org', ResourceType: 'distribution', ResourceId: target, AccountId: '123456789012' },
    ]);
    const back = await client.send(
      new UpdateDomainAssociationCommand({ Domain: 'www.example.org', TargetResource: { DistributionId: source } }),
    );
    expect(back).toMatchObject({ Domain: 'www.example.org', ResourceId: source, ETag: expect.stringMatching(/^E/) });
    await expect(
      client.send(new AssociateAliasCommand({ TargetDistributionId: target, Alias: 'www.elsewhere.org' })),
    ).rejects.toMatchObject({ name: 'IllegalUpdate' });
  });
});

async function create({ client }: WiredCloudFront, reference: string, certificate: string, ...names: string[]) {
  const { Distribution: made } = await client.send(
    new CreateDistributionCommand({
      DistributionConfig: smallConfig({
        CallerReference: reference,
        Aliases: { Quantity: names.length, ...(names.length === 0 ? {} : { Items: names }) },
        ViewerCertificate: {
          ACMCertificateArn: certificate,
          SSLSupportMethod: 'sni-only',
          MinimumProtocolVersion: 'TLSv1.2_2021',
        },
      }),
    }),
  );
  return made?.Id ?? '';
}
