import {
  CreateFunctionCommand,
  CreateKeyValueStoreCommand,
  DeleteFunctionCommand,
  DeleteKeyValueStoreCommand,
  DescribeKeyValueStoreCommand,
  ListKeyValueStoresCommand,
  UpdateKeyValueStoreCommand,
} from '@aws-sdk/client-cloudfront';
import { describe, expect, it } from 'vitest';
import { PROPAGATION } from '../../world/create-world.test-support.ts';
import { wiredCloudFront } from './cloudfront.test-support.ts';

describe('a key value store on the wire', () => {
  it('becomes ready, and stays while a function has it', async () => {
    const { client, world } = wiredCloudFront();
    const made = await client.send(new CreateKeyValueStoreCommand({ Name: 'routes', Comment: 'first' }));
    expect(made.KeyValueStore?.Status).toBe('PROVISIONING');
    world.clock.advance(PROPAGATION);
    const updated = await client.send(
      new UpdateKeyValueStoreCommand({ Name: 'routes', IfMatch: made.ETag, Comment: 'second' }),
    );
    const known = await client.send(new DescribeKeyValueStoreCommand({ Name: 'routes' }));
    expect(known.KeyValueStore).toMatchObject({ Status: 'READY', Comment: 'second' });
    const { KeyValueStoreList: list } = await client.send(new ListKeyValueStoresCommand({ Status: 'READY' }));
    expect(list).toMatchObject({ Quantity: 1, Items: [{ Name: 'routes' }] });
    const written = await client.send(
      new CreateFunctionCommand({
        Name: 'reader',
        FunctionConfig: {
          Comment: '',
          Runtime: 'cloudfront-js-2.0',
          KeyValueStoreAssociations: { Quantity: 1, Items: [{ KeyValueStoreARN: known.KeyValueStore?.ARN }] },
        },
        FunctionCode: new Uint8Array([1]),
      }),
    );
    const remove = () => client.send(new DeleteKeyValueStoreCommand({ Name: 'routes', IfMatch: updated.ETag }));
    await expect(remove()).rejects.toMatchObject({ name: 'CannotDeleteEntityWhileInUse' });
    await client.send(new DeleteFunctionCommand({ Name: 'reader', IfMatch: written.ETag }));
    await remove();
    await expect(remove()).rejects.toMatchObject({ name: 'EntityNotFound', $metadata: { httpStatusCode: 404 } });
  });
});
