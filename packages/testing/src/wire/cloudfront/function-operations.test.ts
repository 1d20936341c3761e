import {
  CreateDistributionCommand,
  CreateFunctionCommand,
  DeleteFunctionCommand,
  DescribeFunctionCommand,
  GetFunctionCommand,
  ListFunctionsCommand,
  PublishFunctionCommand,
  TestFunctionCommand,
  UpdateFunctionCommand,
} from '@aws-sdk/client-cloudfront';
import { describe, expect, it } from 'vitest';
import { smallConfig, wiredCloudFront } from './cloudfront.test-support.ts';

describe('a function on the wire', () => {
  it('is written, published, used and kept while it is used', async () => {
    const { client } = wiredCloudFront();
    const FunctionConfig = { Comment: 'one', Runtime: 'cloudfront-js-2.0' } as const;
    const code = (text: string) => new TextEncoder().encode(text);
    const made = await client.send(
      new CreateFunctionCommand({ Name: 'rewrite', FunctionConfig, FunctionCode: code('first') }),
    );
    expect(made.Location).toBe('https://cloudfront.amazonaws.com/2020-05-31/function/rewrite');
    expect(made.FunctionSummary).toMatchObject({ Status: 'UNPUBLISHED', FunctionMetadata: { Stage: 'DEVELOPMENT' } });
    await expect(client.send(new DescribeFunctionCommand({ Name: 'rewrite', Stage: 'LIVE' }))).rejects.toMatchObject({
      name: 'NoSuchFunctionExists',
      $metadata: { httpStatusCode: 404 },
    });
    const arn = made.FunctionSummary?.FunctionMetadata?.FunctionARN;
    const use = () =>
      client.send(
        new CreateDistributionCommand({
          DistributionConfig: smallConfig({
            DefaultCacheBehavior: {
              ...smallConfig().DefaultCacheBehavior,
              TargetOriginId: 'site',
              ViewerProtocolPolicy: 'allow-all',
              FunctionAssociations: { Quantity: 1, Items: [{ FunctionARN: arn, EventType: 'viewer-request' }] },
            },
          }),
        }),
      );
    await expect(use()).rejects.toMatchObject({ name: 'InvalidFunctionAssociation' });
    const updated = await client.send(
      new UpdateFunctionCommand({ Name: 'rewrite', IfMatch: made.ETag, FunctionConfig, FunctionCode: code('second') }),
    );
    expect(updated.ETag).toMatch(/^E/);
    const live = await client.send(new PublishFunctionCommand({ Name: 'rewrite', IfMatch: updated.ETag }));
    expect(live.FunctionSummary).toMatchObject({ Status: 'UNASSOCIATED', FunctionMetadata: { Stage: 'LIVE' } });
    const got = await client.send(new GetFunctionCommand({ Name: 'rewrite', Stage: 'LIVE' }));
    expect(new TextDecoder().decode(got.FunctionCode)).toBe('second');
    expect(got.ContentType).toBe('application/octet-stream');
    await use();
    await expect(
      client.send(new DeleteFunctionCommand({ Name: 'rewrite', IfMatch: updated.ETag })),
    ).rejects.toMatchObject({ name: 'FunctionInUse' });
    const { FunctionList: list } = await client.send(new ListFunctionsCommand({ Stage: 'LIVE' }));
    expect(list).toMatchObject({ Quantity: 1, Items: [{ Name: 'rewrite', Status: 'DEPLOYED' }] });
  });

  it('is not run, and says so by name', async () => {
    const { client } = wiredCloudFront();
    const test = new TestFunctionCommand({ Name: 'a', IfMatch: 'E1', EventObject: new Uint8Array([123, 125]) });
    await expect(client.send(test)).rejects.toMatchObject({ message: expect.stringContaining('TestFunction') });
  });

  it('has a size', async () => {
    const { client } = wiredCloudFront();
    const FunctionConfig = { Comment: '', Runtime: 'cloudfront-js-2.0' } as const;
    const create = (size: number) =>
      client.send(
        new CreateFunctionCommand({ Name: `of-${size}`, FunctionConfig, FunctionCode: new Uint8Array(size).fill(97) }),
      );
    await create(10_240);
    await expect(create(10_241)).rejects.toMatchObject({
      name: 'FunctionSizeLimitExceeded',
      $metadata: { httpStatusCode: 413 },
    });
  });
});
