import {
  CreateCloudFrontOriginAccessIdentityCommand,
  CreateDistributionCommand,
  DeleteCloudFrontOriginAccessIdentityCommand,
  ListCloudFrontOriginAccessIdentitiesCommand,
} from '@aws-sdk/client-cloudfront';
import { describe, expect, it } from 'vitest';
import { smallConfig, wiredCloudFront } from './cloudfront.test-support.ts';

describe('an origin access identity on the wire', () => {
  it('is repeated for its caller reference, and kept while it is used', async () => {
    const { client } = wiredCloudFront();
    const create = (Comment: string) =>
      client.send(
        new CreateCloudFrontOriginAccessIdentityCommand({
          CloudFrontOriginAccessIdentityConfig: { CallerReference: 'one', Comment },
        }),
      );
    const made = await create('site');
    const identity = made.CloudFrontOriginAccessIdentity;
    expect(made.Location).toBe(
      `https://cloudfront.amazonaws.com/2020-05-31/origin-access-identity/cloudfront/${identity?.Id}`,
    );
    expect(identity?.S3CanonicalUserId).toMatch(/^[0-9a-f]{96}$/);
    expect((await create('site')).CloudFrontOriginAccessIdentity).toEqual(identity);
    await expect(create('another')).rejects.toMatchObject({ name: 'CloudFrontOriginAccessIdentityAlreadyExists' });
    const { CloudFrontOriginAccessIdentityList: list } = await client.send(
      new ListCloudFrontOriginAccessIdentitiesCommand({}),
    );
    expect(list?.Items).toEqual([
      { Id: identity?.Id, S3CanonicalUserId: identity?.S3CanonicalUserId, Comment: 'site' },
    ]);
    const withIdentity = (id: string) =>
      client.send(
        new CreateDistributionCommand({
          DistributionConfig: smallConfig({
            Origins: {
              Quantity: 1,
              Items: [
                {
                  Id: 'site',
                  DomainName: 'site.s3.eu-west-1.amazonaws.com',
                  S3OriginConfig: { OriginAccessIdentity: `origin-access-identity/cloudfront/${id}` },
                },
              ],
            },
          }),
        }),
      );
    await expect(withIdentity('ENOTTHERE')).rejects.toMatchObject({ name: 'InvalidOriginAccessIdentity' });
    await withIdentity(identity?.Id ?? '');
    await expect(
      client.send(new DeleteCloudFrontOriginAccessIdentityCommand({ Id: identity?.Id, IfMatch: made.ETag })),
    ).rejects.toMatchObject({ name: 'CloudFrontOriginAccessIdentityInUse', $metadata: { httpStatusCode: 409 } });
  });
});
