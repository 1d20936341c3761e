import { describe, expect, it, vi } from 'vitest';
import type { BucketName } from '../naming/bucket-name.ts';
import { BUCKET, body, objectsOn, PLAIN } from './object-store.test-support.ts';
import type { AwsSettings } from './settings.ts';
import type { Sent } from './stub-wire.test-support.ts';

const ENDPOINT: AwsSettings = { endpoint: 'http://127.0.0.1:5000' };

describe('the address of a bucket', () => {
  const ask = async (settings: AwsSettings, bucket: BucketName = BUCKET): Promise<Sent | undefined> => {
    const { objects, wire } = await objectsOn(() => ({ headers: { etag: '"abc"' } }), settings);
    await objects.putObject({ bucket, key: 'k', body: body(1), headers: {} });
    return wire.sent[0];
  };

  it('has the bucket in the host name at AWS', async () => {
    expect(await ask({ region: 'eu-west-1' }, PLAIN)).toMatchObject({
      host: 'plain-example.s3.eu-west-1.amazonaws.com',
      path: '/k',
    });
  });

  it('has a dotted bucket in the path at AWS, because no certificate covers it in the host name', async () => {
    expect(await ask({ region: 'eu-west-1' })).toMatchObject({
      host: 's3.eu-west-1.amazonaws.com',
      path: '/public.example.org/k',
    });
  });

  it("has the bucket in the path of a server of one's own, and no checksum that it may not know", async () => {
    const sent = await ask(ENDPOINT);
    expect(sent).toMatchObject({ host: '127.0.0.1', path: '/public.example.org/k' });
    expect(Object.keys(sent?.headers ?? {}).filter((name) => name.startsWith('x-amz-checksum'))).toEqual([]);
  });

  it("can have the bucket in the host name of a server of one's own", async () => {
    const sent = await ask({ endpoint: 'http://s3.test:5000', forcePathStyle: false });
    expect(sent).toMatchObject({ host: 'public.example.org.s3.test', path: '/k' });
  });

  it.each(['AWS_ENDPOINT_URL', 'AWS_ENDPOINT_URL_S3'])('has the bucket in the path where %s is set', async (name) => {
    vi.stubEnv(name, 'http://127.0.0.1:5000');
    try {
      expect(await ask({})).toMatchObject({ host: '127.0.0.1', path: '/public.example.org/k' });
    } finally {
      vi.unstubAllEnvs();
    }
  });
});
