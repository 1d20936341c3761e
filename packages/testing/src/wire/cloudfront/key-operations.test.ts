import { generateKeyPairSync } from 'node:crypto';
import {
  CreateDistributionCommand,
  CreateKeyGroupCommand,
  CreatePublicKeyCommand,
  DeleteKeyGroupCommand,
  DeletePublicKeyCommand,
  GetDistributionConfigCommand,
  ListDistributionsByKeyGroupCommand,
  ListKeyGroupsCommand,
  ListPublicKeysCommand,
  UpdateDistributionCommand,
  UpdatePublicKeyCommand,
} from '@aws-sdk/client-cloudfront';
import { describe, expect, it } from 'vitest';
import { MANAGED_CACHE_POLICY, smallConfig, wiredCloudFront } from './cloudfront.test-support.ts';

describe('keys on the wire', () => {
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const EncodedKey = publicKey.export({ type: 'spki', format: 'pem' }).toString();

  it('are grouped, and kept while they are used', async () => {
    const { client } = wiredCloudFront();
    const PublicKeyConfig = { CallerReference: '1', Name: 'signer', EncodedKey };
    const key = await client.send(new CreatePublicKeyCommand({ PublicKeyConfig }));
    const keyId = key.PublicKey?.Id ?? '';
    expect(keyId).toMatch(/^K[A-Z0-9]{13}$/);
    const group = await client.send(new CreateKeyGroupCommand({ KeyGroupConfig: { Name: 'signers', Items: [keyId] } }));
    await expect(
      client.send(new CreateKeyGroupCommand({ KeyGroupConfig: { Name: 'others', Items: ['KNONE'] } })),
    ).rejects.toMatchObject({ name: 'InvalidArgument' });
    await expect(client.send(new DeletePublicKeyCommand({ Id: keyId, IfMatch: key.ETag }))).rejects.toMatchObject({
      name: 'PublicKeyInUse',
    });
    const renamed = { ...PublicKeyConfig, Name: 'another' };
    await expect(
      client.send(new UpdatePublicKeyCommand({ Id: keyId, IfMatch: key.ETag, PublicKeyConfig: renamed })),
    ).rejects.toMatchObject({ name: 'CannotChangeImmutablePublicKeyFields' });
    const keys = await client.send(new ListPublicKeysCommand({}));
    expect(keys.PublicKeyList?.Items?.[0]).toMatchObject({ Id: keyId, Name: 'signer', EncodedKey });
    const groups = await client.send(new ListKeyGroupsCommand({}));
    expect(groups.KeyGroupList?.Items?.[0]?.KeyGroup?.KeyGroupConfig?.Items).toEqual([keyId]);
    const signedBy = (...Items: string[]) =>
      client.send(
        new CreateDistributionCommand({
          DistributionConfig: smallConfig({
            DefaultCacheBehavior: {
              TargetOriginId: 'site',
              ViewerProtocolPolicy: 'https-only',
              CachePolicyId: MANAGED_CACHE_POLICY,
              TrustedKeyGroups: { Enabled: true, Quantity: Items.length, Items },
            },
          }),
        }),
      );
    await expect(signedBy('none')).rejects.toMatchObject({ name: 'TrustedKeyGroupDoesNotExist' });
    const { Distribution: signed } = await signedBy(group.KeyGroup?.Id ?? '');
    expect(signed?.ActiveTrustedKeyGroups).toEqual({
      Enabled: true,
      Quantity: 1,
      Items: [{ KeyGroupId: group.KeyGroup?.Id, KeyPairIds: { Quantity: 1, Items: [keyId] } }],
    });
    const removal = new DeleteKeyGroupCommand({ Id: group.KeyGroup?.Id, IfMatch: group.ETag });
    await expect(client.send(removal)).rejects.toMatchObject({ name: 'ResourceInUse' });
    const { DistributionIdList: users } = await client.send(
      new ListDistributionsByKeyGroupCommand({ KeyGroupId: group.KeyGroup?.Id }),
    );
    expect(users?.Items).toEqual([signed?.Id]);
    const { DistributionConfig } = await client.send(new GetDistributionConfigCommand({ Id: signed?.Id }));
    await client.send(
      new UpdateDistributionCommand({
        Id: signed?.Id,
        IfMatch: (await client.send(new GetDistributionConfigCommand({ Id: signed?.Id }))).ETag,
        DistributionConfig: {
          ...smallConfig(),
          ...DistributionConfig,
          DefaultCacheBehavior: {
            TargetOriginId: 'site',
            ViewerProtocolPolicy: 'https-only',
            ...DistributionConfig?.DefaultCacheBehavior,
            TrustedKeyGroups: { Enabled: false, Quantity: 0 },
          },
        },
      }),
    );
    await client.send(new DeleteKeyGroupCommand({ Id: group.KeyGroup?.Id, IfMatch: group.ETag }));
    await client.send(new DeletePublicKeyCommand({ Id: keyId, IfMatch: key.ETag }));
  });

  it('are keys', async () => {
    const { client } = wiredCloudFront();
    const small = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey;
    for (const wrong of ['', 'no key', small.export({ type: 'spki', format: 'pem' }).toString()]) {
      const PublicKeyConfig = { CallerReference: '1', Name: 'signer', EncodedKey: wrong };
      await expect(client.send(new CreatePublicKeyCommand({ PublicKeyConfig }))).rejects.toMatchObject({
        name: 'InvalidArgument',
      });
    }
  });
});
