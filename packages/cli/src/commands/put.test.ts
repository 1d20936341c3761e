import type { Files, PutObjectRequest, S3FrontError } from '@s3front/core';
import { describe, expect, it } from 'vitest';
import { runInside } from '../environment.test-support.ts';
import { distribution, invalidation, listed, stubProvider, summary } from '../provider.test-support.ts';

const CONTENT = new TextEncoder().encode('hello');
const body = { size: CONTENT.length, open: () => listed(CONTENT) };
const files: Files = {
  inspect: async (path) => (path.endsWith('site') ? 'directory' : 'file'),
  file: async (path) => ({ path, relative: path.split('/').at(-1) ?? path, body }),
  walk: (directory) =>
    listed(
      { path: `${directory}/index.html`, relative: 'index.html', body },
      { path: `${directory}/img/logo.png`, relative: 'img/logo.png', body },
    ),
  standardInput: () => ({ size: undefined, open: () => listed(CONTENT) }),
};

function bucket(refusal?: S3FrontError) {
  const put: Omit<PutObjectRequest, 'body'>[] = [];
  const provider = stubProvider({
    objects: {
      bucketRegion: async () => 'eu-west-1',
      putObject: async ({ body: content, ...request }) => {
        if (refusal !== undefined) throw refusal;
        for await (const _ of content.open());
        put.push(request);
        return { etag: '5d41402abc4b2a76b9719d911017c592' };
      },
    },
    cdn: {
      listDistributions: () => listed(summary(distribution())),
      getDistribution: async () => distribution(),
      createInvalidation: async (_, { paths }) => invalidation({ paths }),
    },
  });
  return { provider, put };
}

describe('put', () => {
  it('uploads one file with the type that its name says, and without an ACL', async () => {
    const { provider, put } = bucket();
    expect(
      await runInside(['put', 'a/logo.png', 's3://public.example.org/example/logo.png'], { provider, files }),
    ).toMatchObject({
      code: 0,
      stderr: '',
      stdout:
        "upload: 'a/logo.png' -> 's3://public.example.org/example/logo.png' (5 bytes in 0.0 seconds, 4.88 KB/s) [1 of 1]\n",
    });
    expect(put).toEqual([
      { bucket: 'public.example.org', key: 'example/logo.png', headers: { contentType: 'image/png' }, acl: undefined },
    ]);
  });

  it('prints the public URL with --acl-public, which leads to the region', async () => {
    const { provider, put } = bucket();
    const { stdout } = await runInside(['put', '-P', 'a b.txt', 's3://public.example.org/'], { provider, files });
    expect(stdout).toContain(
      'Public URL of the object is: http://public.example.org.s3.eu-west-1.amazonaws.com/a%20b.txt\n',
    );
    expect(put[0]?.acl).toBe('public-read');
  });

  it('does the same when ~/.s3cfg says acl_public, unless --acl-private', async () => {
    const { provider, put } = bucket();
    const outside = { provider, files, textFiles: { '/home/tester/.s3cfg': 'acl_public = True\n' } };
    await runInside(['put', 'a', 's3://public.example.org/'], outside);
    await runInside(['put', '--acl-private', 'a', 's3://public.example.org/'], outside);
    expect(put.map(({ acl }) => acl)).toEqual(['public-read', undefined]);
  });

  it('uploads directories, several files, and standard input', async () => {
    const { provider } = bucket();
    const lines = async (...argv: string[]) =>
      (await runInside(['put', ...argv], { provider, files })).stdout.match(/^upload: .* -> '[^']*'|\[.*\]$/gm);
    expect(await lines('-r', 'site', 's3://public.example.org')).toEqual([
      "upload: 'site/index.html' -> 's3://public.example.org/site/index.html'",
      '[1 of 2]',
      "upload: 'site/img/logo.png' -> 's3://public.example.org/site/img/logo.png'",
      '[2 of 2]',
    ]);
    expect(await lines('-', 's3://public.example.org/now.txt')).toEqual([
      "upload: '<stdin>' -> 's3://public.example.org/now.txt'",
      '[1 of 1]',
    ]);
  });

  it('stores headers, and invalidates what was uploaded', async () => {
    const { provider, put } = bucket();
    const argv = [
      'put',
      '-m',
      'text/x',
      '--add-header=Cache-Control: max-age=60',
      '--add-header',
      'X-Amz-Meta-A:b',
      '--cf-invalidate',
      'a',
      's3://public.example.org/',
    ];
    const { stdout } = await runInside(argv, { provider, files });
    expect(put[0]?.headers).toEqual({ contentType: 'text/x', cacheControl: 'max-age=60', metadata: { a: 'b' } });
    expect(stdout).toContain(
      'Created invalidation request for 1 paths\nCheck progress with: s3front cfinvalinfo cf://E3RPA4Z4ALGTGO/I1ABCDEFGHIJKL\n',
    );
  });

  it('says all of it with --json', async () => {
    const { provider } = bucket();
    const { stdout } = await runInside(['put', '--json', '-P', 'a', 's3://public.example.org/k'], { provider, files });
    expect(JSON.parse(stdout)).toEqual({
      uploads: [
        {
          source: 'a',
          uri: 's3://public.example.org/k',
          size: 5,
          contentType: 'binary/octet-stream',
          etag: '5d41402abc4b2a76b9719d911017c592',
          publicUrl: 'http://public.example.org.s3.eu-west-1.amazonaws.com/k',
        },
      ],
      invalidations: [],
    });
  });

  it('prints the URL below the endpoint on a server that is not AWS', async () => {
    const { provider } = bucket();
    const argv = ['put', '-P', 'a', 's3://public.example.org/k', '--endpoint-url', 'http://localhost:9000/'];
    expect((await runInside(argv, { provider, files })).stdout).toContain(
      'is: http://localhost:9000/public.example.org/k\n',
    );
  });

  it.each<[string, string[], string]>([
    ['a destination that is none', ['a', 'b'], "'b' is not valid:"],
    ['two ACLs', ['-P', '--acl-private', 'a', 's3://public.example.org'], '--acl-public and --acl-private contradict'],
    ['a bad header', ['--add-header', 'Host:x', 'a', 's3://public.example.org'], 'The headers cannot be used:'],
    ['no destination', ['a'], "Not enough parameters for command 'put'."],
  ])('refuses %s', async (_, argv, message) => {
    const { code, stderr } = await runInside(['put', ...argv]);
    expect({ code, stderr }).toMatchObject({ code: 64, stderr: expect.stringContaining(`ERROR: ${message}`) });
  });
});
