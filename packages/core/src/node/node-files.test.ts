import { execFileSync } from 'node:child_process';
import { appendFile, mkdir, mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { compareBytes } from '../naming/byte-order.ts';
import type { LocalFile } from '../ports/files.ts';
import { fileError } from './file-error.ts';
import { nodeFiles, type SkipReason } from './node-files.ts';
import { standardInput } from './standard-input.ts';

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 's3front-files-'));
});

afterEach(async () => {
  await rm(directory, { recursive: true, force: true });
});

async function write(name: string, content = name): Promise<string> {
  const path = join(directory, name);
  await mkdir(join(path, '..'), { recursive: true });
  await writeFile(path, content);
  return path;
}

async function contentOf(body: { open(): AsyncIterable<Uint8Array> }): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body.open()) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

async function walked(onSkip?: (path: string, reason: SkipReason) => void): Promise<LocalFile[]> {
  const found: LocalFile[] = [];
  for await (const file of nodeFiles({ onSkip }).walk(directory)) found.push(file);
  return found;
}

describe('inspect and file', () => {
  it('tell a file, a directory and what is neither', async () => {
    const path = await write('a.txt');
    const files = nodeFiles();
    expect(await files.inspect(path)).toBe('file');
    expect(await files.inspect(directory)).toBe('directory');
    expect(await files.inspect('/dev/null')).toBe('other');
  });

  it('give a file its path, its base name, its size and its content, again and again', async () => {
    const path = await write('sub/a.txt', 'hello');
    const file = await nodeFiles().file(path);
    expect({ path: file.path, relative: file.relative, size: file.body.size }).toEqual({
      path,
      relative: 'a.txt',
      size: 5,
    });
    expect([await contentOf(file.body), await contentOf(file.body)]).toEqual(['hello', 'hello']);
  });

  it.each([
    ['inspect', 'FILE_NOT_FOUND', /no file or directory '.*nothing'/],
    ['file', 'FILE_NOT_FOUND', /no file or directory '.*nothing'/],
  ] as const)('%s says which path is missing', async (method, code, message) => {
    const attempt = nodeFiles()[method](join(directory, 'nothing'));
    await expect(attempt).rejects.toMatchObject({ code, kind: 'file', message: expect.stringMatching(message) });
  });

  it('refuse a directory and a device as a file', async () => {
    await expect(nodeFiles().file(directory)).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
      kind: 'file',
      message: expect.stringContaining('is a directory'),
    });
    await expect(nodeFiles().file('/dev/null')).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
  });
});

describe('a failure of the file system', () => {
  it.each([
    ['ENOENT', 'FILE_NOT_FOUND', "There is no file or directory 'a/b'."],
    ['ENOTDIR', 'FILE_NOT_FOUND', "There is no file or directory 'a/b'."],
    ['EACCES', 'FILE_UNREADABLE', "'a/b' cannot be read: permission denied."],
    ['EISDIR', 'FILE_UNREADABLE', "'a/b' cannot be read: it is a directory."],
    ['ELOOP', 'FILE_UNREADABLE', "'a/b' cannot be read: its symbolic links lead in a circle."],
    ['EIO', 'FILE_UNREADABLE', "'a/b' cannot be read: EIO: its sentence."],
  ])('%s names the path', (code, expected, message) => {
    const cause = Object.assign(new Error(`${code}: its sentence`), { code });
    expect(fileError(cause, 'a/b')).toMatchObject({ code: expected, kind: 'file', message, cause });
  });
});

describe('walk', () => {
  it('goes in byte order of the whole relative path, with slashes', async () => {
    for (const name of ['b', 'a/z', 'a-b', 'a.txt', 'a/b/c', 'Z', '\u{1F600}', '\uE000']) await write(name);
    const relatives = (await walked()).map((file) => file.relative);
    expect(relatives).toEqual(['Z', 'a-b', 'a.txt', 'a/b/c', 'a/z', 'b', '\uE000', '\u{1F600}']);
    const bytes = relatives.map((name) => Buffer.from(name));
    expect([...bytes].sort(Buffer.compare)).toEqual(bytes);
  });

  it('follows links to files, not to directories, and skips what is no file, saying so', async () => {
    const target = await write('real.txt', 'linked');
    await symlink(target, join(directory, 'link.txt'));
    await symlink(directory, join(directory, 'circle'));
    await symlink(join(directory, 'nothing'), join(directory, 'dangling'));
    await symlink('itself', join(directory, 'itself'));
    execFileSync('mkfifo', [join(directory, 'pipe')]);
    const skipped: [string, SkipReason][] = [];
    const found = await walked((path, reason) => skipped.push([path.slice(directory.length + 1), reason]));
    expect(found.map((file) => file.relative)).toEqual(['link.txt', 'real.txt']);
    expect(await Promise.all(found.map((file) => contentOf(file.body)))).toEqual(['linked', 'linked']);
    expect(skipped.sort(([left], [right]) => compareBytes(left, right))).toEqual([
      ['circle', 'linked-directory'],
      ['dangling', 'dangling-link'],
      ['itself', 'dangling-link'],
      ['pipe', 'special-file'],
    ]);
  });

  it('finds nothing in an empty directory and fails for one that is not there', async () => {
    expect(await walked()).toEqual([]);
    await rm(directory, { recursive: true });
    await expect(walked()).rejects.toMatchObject({ code: 'FILE_NOT_FOUND' });
  });
});

describe('the content of a file', () => {
  it('arrives whole over several chunks', async () => {
    const content = 'x'.repeat(200_000);
    const file = await nodeFiles().file(await write('large', content));
    expect(await contentOf(file.body)).toBe(content);
  });

  it.each([
    ['grows', (path: string) => appendFile(path, 'more'), /became longer/],
    ['shrinks', (path: string) => truncate(path, 2), /became shorter/],
  ])('is refused when the file %s', async (_, change, message) => {
    const path = await write('moving', 'content');
    const file = await nodeFiles().file(path);
    await change(path);
    await expect(contentOf(file.body)).rejects.toMatchObject({
      code: 'FILE_CHANGED',
      kind: 'file',
      message: expect.stringMatching(message),
    });
  });

  it('is refused when an empty file is no longer empty', async () => {
    const path = await write('empty', '');
    const file = await nodeFiles().file(path);
    expect(await contentOf(file.body)).toBe('');
    await appendFile(path, 'x');
    await expect(contentOf(file.body)).rejects.toMatchObject({ code: 'FILE_CHANGED' });
  });

  it('is refused when the file is gone', async () => {
    const path = await write('gone');
    const file = await nodeFiles().file(path);
    await rm(path);
    await expect(contentOf(file.body)).rejects.toMatchObject({ code: 'FILE_NOT_FOUND' });
  });
});

describe('standard input', () => {
  it('has no size and is read once', async () => {
    async function* chunks(): AsyncGenerator<unknown> {
      yield Buffer.from('one ');
      yield 'two';
    }
    const body = standardInput(chunks());
    expect(body.size).toBeUndefined();
    expect(await contentOf(body)).toBe('one two');
    expect(() => body.open()).toThrow(/once/);
  });
});
