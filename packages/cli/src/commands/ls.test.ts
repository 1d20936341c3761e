import type { ListEntry } from '@s3front/core';
import { describe, expect, it } from 'vitest';
import { runInside } from '../environment.test-support.ts';
import { listed, NOW, stubProvider } from '../provider.test-support.ts';

const object = (key: string, size: number): ListEntry => ({
  kind: 'object',
  object: { key, size, lastModified: NOW, etag: '5d41402abc4b2a76b9719d911017c592' },
});
const provider = stubProvider({
  objects: {
    listBuckets: () => listed({ name: 'zoo', created: NOW }, { name: 'ant', created: NOW }),
    listObjects: (_, { delimiter }) =>
      delimiter === '/'
        ? listed<ListEntry>(object('a.txt', 5), { kind: 'prefix', prefix: 'b/' }, object('c\u001b[1m.png', 3_145_729))
        : listed(object('a.txt', 5), object('b/x', 1)),
  },
});

describe('ls', () => {
  it('lists the buckets in order', async () => {
    expect(await runInside(['ls'], { provider })).toMatchObject({
      code: 0,
      stderr: '',
      stdout: '2026-11-22 09:30  s3://ant\n2026-11-22 09:30  s3://zoo\n',
    });
  });

  it.each<[string, string[], string]>([
    [
      'directories first, controls spelt out',
      [],
      `                          DIR  s3://public.example.org/b/
2026-11-22 09:30            5  s3://public.example.org/a.txt
2026-11-22 09:30      3145729  s3://public.example.org/c\\x1b[1m.png
`,
    ],
    [
      'human sizes',
      ['-H'],
      `                   DIR  s3://public.example.org/b/
2026-11-22 09:30     5  s3://public.example.org/a.txt
2026-11-22 09:30    3M  s3://public.example.org/c\\x1b[1m.png
`,
    ],
    [
      'everything below',
      ['--recursive'],
      `2026-11-22 09:30            5  s3://public.example.org/a.txt
2026-11-22 09:30            1  s3://public.example.org/b/x
`,
    ],
  ])('lists objects: %s', async (_, options, stdout) => {
    expect(await runInside(['ls', ...options, 's3://public.example.org'], { provider })).toMatchObject({
      code: 0,
      stderr: '',
      stdout,
    });
  });

  it('keeps keys as they are in JSON', async () => {
    const { stdout } = await runInside(['ls', '--json', 's3://public.example.org'], { provider });
    expect(JSON.parse(stdout)).toMatchObject({
      buckets: [],
      prefixes: ['s3://public.example.org/b/'],
      objects: [{ key: 'a.txt', size: 5 }, { key: 'c\u001b[1m.png' }],
    });
  });

  it('stops quietly when nobody reads any more', async () => {
    let taken = 0;
    const endless = stubProvider({
      objects: {
        listObjects: async function* () {
          for (;;) {
            taken += 1;
            yield object(`key-${taken}`, 1);
          }
        },
      },
    });
    const result = await runInside(['ls', '-r', 's3://public.example.org'], {
      provider: endless,
      readerLeavesAfter: 3,
    });
    expect(result).toMatchObject({ code: 0, stderr: '' });
    expect(taken).toBeLessThan(6);
  });
});
