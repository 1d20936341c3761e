import { generateKeyPairSync } from 'node:crypto';
import {
  CreateKeyGroupCommand,
  CreatePublicKeyCommand,
  DeleteKeyGroupCommand,
  DeletePublicKeyCommand,
  ListKeyGroupsCommand,
  ListPublicKeysCommand,
  UpdatePublicKeyCommand,
} from '@aws-sdk/client-cloudfront';
import { describe, expect, it } from 'vitest';
import { wiredCloudFront } from './cloudfront.test-support.ts';

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
