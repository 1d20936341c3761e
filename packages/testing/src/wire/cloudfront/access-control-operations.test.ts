import {
  CreateOriginAccessControlCommand,
  DeleteOriginAccessControlCommand,
  GetOriginAccessControlConfigCommand,
  ListOriginAccessControlsCommand,
  UpdateOriginAccessControlCommand,
} from '@aws-sdk/client-cloudfront';
import { describe, expect, it } from 'vitest';
import { wiredCloudFront } from './cloudfront.test-support.ts';

describe('an origin access control on the wire', () => {
  it('is created, renamed, listed and deleted', async () => {
    const { client } = wiredCloudFront();
    const config = {
      Name: 'site',
      SigningBehavior: 'always',
      SigningProtocol: 'sigv4',
      OriginAccessControlOriginType: 's3',
    } as const;
    const made = await client.send(new CreateOriginAccessControlCommand({ OriginAccessControlConfig: config }));
    const Id = made.OriginAccessControl?.Id;
    expect(made.$metadata.httpStatusCode).toBe(201);
    expect(made.Location).toBe(`https://cloudfront.amazonaws.com/2020-05-31/origin-access-control/${Id}`);
    await expect(
      client.send(new CreateOriginAccessControlCommand({ OriginAccessControlConfig: config })),
    ).rejects.toMatchObject({ name: 'OriginAccessControlAlreadyExists', $metadata: { httpStatusCode: 409 } });
    const renamed = await client.send(
      new UpdateOriginAccessControlCommand({
        Id,
        IfMatch: made.ETag,
        OriginAccessControlConfig: { ...config, Name: 'other' },
      }),
    );
    const known = await client.send(new GetOriginAccessControlConfigCommand({ Id }));
    expect(known.OriginAccessControlConfig).toEqual({ ...config, Name: 'other', Description: '' });
    const { OriginAccessControlList: list } = await client.send(new ListOriginAccessControlsCommand({}));
    expect(list).toMatchObject({ Quantity: 1, Items: [{ Id, Name: 'other', Description: '' }] });
    await client.send(new DeleteOriginAccessControlCommand({ Id, IfMatch: renamed.ETag }));
    await expect(client.send(new GetOriginAccessControlConfigCommand({ Id }))).rejects.toMatchObject({
      name: 'NoSuchOriginAccessControl',
      $metadata: { httpStatusCode: 404 },
    });
  });
});
