import { describe, expect, it } from 'vitest';
import { S3FrontError } from '../errors.ts';
import { expectParsed } from '../naming/parsed.ts';
import { formatS3Uri, parseS3Uri } from '../naming/s3-uri.ts';
import type { Files, LocalFile } from '../ports/files.ts';
import { planUploads } from './plan-uploads.ts';

const tree: Record<string, readonly string[]> = { site: ['css/style.css', 'index.html'], empty: [] };
const single = ['logo.png', 'docs/a.txt', 'b.txt'];

function localFile(path: string, relative: string): LocalFile {
  return { path, relative, body: { size: 0, async *open() {} } };
}

const files: Files = {
  async inspect(path) {
    if (path.replace(/\/$/, '') in tree || path === '.') return 'directory';
    if (single.includes(path)) return 'file';
    throw new S3FrontError({ code: 'FILE_NOT_FOUND', kind: 'file', message: path });
  },
  async file(path) {
    return localFile(path, path.split('/').at(-1) ?? path);
  },
  async *walk(directory) {
    const name = directory === '.' ? 'site' : directory.replace(/\/$/, '');
    for (const relative of tree[name] ?? []) yield localFile(`${name}/${relative}`, relative);
  },
  standardInput: () => ({ size: undefined, async *open() {} }),
};

async function plan(sources: readonly string[], destination: string, recursive = false): Promise<readonly string[]> {
  const uri = expectParsed(parseS3Uri(destination), 'S3_URI_INVALID', destination);
  const planned = await planUploads(files, { sources, destination: uri, recursive });
  return planned.map((upload) => `${upload.source} ${formatS3Uri(upload.target)}`);
}

describe('planUploads', () => {
  it.each<[readonly string[], string, boolean, readonly string[]]>([
    [['logo.png'], 's3://bkt', false, ['logo.png s3://bkt/logo.png']],
    [['docs/a.txt'], 's3://bkt/', false, ['docs/a.txt s3://bkt/a.txt']],
    [['docs/a.txt'], 's3://bkt/in/', false, ['docs/a.txt s3://bkt/in/a.txt']],
    [['docs/a.txt'], 's3://bkt/name.txt', false, ['docs/a.txt s3://bkt/name.txt']],
    [['logo.png', 'b.txt'], 's3://bkt/in/', false, ['logo.png s3://bkt/in/logo.png', 'b.txt s3://bkt/in/b.txt']],
    [
      ['site'],
      's3://bkt/',
      true,
      ['site/css/style.css s3://bkt/site/css/style.css', 'site/index.html s3://bkt/site/index.html'],
    ],
    [
      ['site/'],
      's3://bkt/',
      true,
      ['site/css/style.css s3://bkt/css/style.css', 'site/index.html s3://bkt/index.html'],
    ],
    [
      ['.'],
      's3://bkt/w/',
      true,
      ['site/css/style.css s3://bkt/w/css/style.css', 'site/index.html s3://bkt/w/index.html'],
    ],
    [['-'], 's3://bkt/key', false, ['<stdin> s3://bkt/key']],
  ])('%j to %s', async (sources, destination, recursive, expected) => {
    expect(await plan(sources, destination, recursive)).toEqual(expected);
  });

  it.each<[readonly string[], string, boolean, string]>([
    [['logo.png', 'b.txt'], 's3://bkt/one', false, 'DESTINATION_NOT_A_DIRECTORY'],
    [['site'], 's3://bkt/one', true, 'DESTINATION_NOT_A_DIRECTORY'],
    [['site'], 's3://bkt/', false, 'DIRECTORY_NOT_RECURSIVE'],
    [['empty'], 's3://bkt/', true, 'NOTHING_TO_UPLOAD'],
    [['nowhere'], 's3://bkt/', false, 'FILE_NOT_FOUND'],
    [['-', 'b.txt'], 's3://bkt/key', false, 'STANDARD_INPUT_MIXED'],
    [['-'], 's3://bkt/', false, 'DESTINATION_KEY_MISSING'],
    [['-'], 's3://bkt/in/', false, 'DESTINATION_KEY_MISSING'],
    [['logo.png'], `s3://bkt/${'d'.repeat(1020)}/`, false, 'KEY_INVALID'],
  ])('refuses %j to %s', async (sources, destination, recursive, code) => {
    await expect(plan(sources, destination, recursive)).rejects.toMatchObject({ code });
  });
});
