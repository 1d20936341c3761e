import {
  type Files,
  type LocalFile,
  makeBucket,
  type ObjectBody,
  type PutObjectsRequest,
  putObjects,
  S3FrontError,
  type UseCaseEvent,
} from '@s3front/core';
import { describe, expect, it } from 'vitest';
import { bucketName, collect, openAccount, type TestAccount } from '../support/account.ts';

const bucket = bucketName('site.example.org');

function body(text: string): ObjectBody & { readonly size: number } {
  const bytes = new TextEncoder().encode(text);
  return {
    size: bytes.byteLength,
    async *open() {
      yield bytes;
    },
  };
}

/** Files that a test makes up, by their paths. */
function filesOf(contents: Readonly<Record<string, string>>): Files {
  const fileAt = (path: string, relative: string): LocalFile => ({ path, relative, body: body(contents[path] ?? '') });
  return {
    async inspect(path) {
      if (path in contents) return 'file';
      if (Object.keys(contents).some((name) => name.startsWith(path))) return 'directory';
      throw new S3FrontError({ code: 'FILE_NOT_FOUND', kind: 'file', message: `${path} is not there.` });
    },
    file: async (path) => fileAt(path, path.split('/').at(-1) ?? path),
    async *walk(directory) {
      for (const path of Object.keys(contents).sort()) {
        if (path.startsWith(directory)) yield fileAt(path, path.slice(directory.length));
      }
    },
    standardInput: () => ({ size: undefined, open: body('from standard input').open }),
  };
}

async function put(
  account: TestAccount,
  contents: Readonly<Record<string, string>>,
  request: Partial<PutObjectsRequest> = {},
) {
  return putObjects(account.context, filesOf(contents), {
    sources: Object.keys(contents),
    destination: { kind: 's3', bucket, key: '' },
    recursive: false,
    headers: {},
    ...request,
  });
}

async function read(account: TestAccount, key: string) {
  const object = await account.provider.objects.getObject(bucket, key);
  const text = Buffer.concat(await collect(object.body)).toString();
  return { text, headers: object.headers };
}

async function accountWith(options: { readonly acls: boolean; readonly blockPublicAcls?: boolean }) {
  const account = openAccount({ blockPublicAcls: options.blockPublicAcls ?? false });
  await makeBucket(account.context, { bucket, allowPublicAcls: options.acls });
  account.events.length = 0;
  return account;
}

describe('putObjects', () => {
  it('uploads with the type that the name says, and what was asked for wins', async () => {
    const account = await accountWith({ acls: false });
    await put(account, { 'a.html': '<p>', 'b.unknown-type': 'x' }, { headers: { cacheControl: 'max-age=60' } });
    expect(await read(account, 'a.html')).toMatchObject({
      text: '<p>',
      headers: { contentType: 'text/html', cacheControl: 'max-age=60' },
    });
    expect((await read(account, 'b.unknown-type')).headers.contentType).toBe('binary/octet-stream');
    await put(account, { 'a.html': '{}' }, { headers: { contentType: 'application/json' } });
    expect((await read(account, 'a.html')).headers.contentType).toBe('application/json');
  });

  it('reports in the order of the plan, whichever upload is done first', async () => {
    const account = await accountWith({ acls: false });
    const contents = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`f${index + 10}`, 'x']));
    const uploads = await put(account, contents);
    const finished = account.events.filter((event) => event.kind === 'upload-finished');
    expect(finished.map((event) => event.index)).toEqual(Array.from({ length: 30 }, (_, index) => index + 1));
    expect(finished.map((event) => event.upload.source)).toEqual(Object.keys(contents));
    expect(uploads.map((upload) => upload.size)).toEqual(Object.keys(contents).map(() => 1));
  });

  it('stops at the first failure and says how far it came', async () => {
    const account = await accountWith({ acls: false });
    account.world.faults.add({
      operation: 'PutObject',
      on: 3,
      fault: { kind: 'fail', code: 'InternalError', status: 500 },
    });
    const contents = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`f${index + 10}`, 'x']));
    await expect(put(account, contents)).rejects.toMatchObject({ kind: 'unavailable' });
    const last = account.events.at(-1) as Extract<UseCaseEvent, { kind: 'warning' }>;
    const uploaded = Number(/^(\d+) of 40 files were uploaded/.exec(last.message)?.[1]);
    const stored = await collect(account.provider.objects.listObjects(bucket, { prefix: '' }));
    expect(stored).toHaveLength(uploaded);
    expect(uploaded).toBeLessThan(40);
  });

  it('sends nothing when one of the sources is not there', async () => {
    const account = await accountWith({ acls: false });
    await expect(put(account, { a: 'x' }, { sources: ['a', 'nowhere'] })).rejects.toMatchObject({
      code: 'FILE_NOT_FOUND',
    });
    expect(await collect(account.provider.objects.listObjects(bucket, { prefix: '' }))).toEqual([]);
  });

  it('uploads standard input', async () => {
    const account = await accountWith({ acls: false });
    await put(account, {}, { sources: ['-'], destination: { kind: 's3', bucket, key: 'note.txt' } });
    expect((await read(account, 'note.txt')).text).toBe('from standard input');
  });
});

describe('a public ACL', () => {
  it('is taken by a bucket that was made for it', async () => {
    const account = await accountWith({ acls: true });
    await expect(put(account, { a: 'x' }, { acl: 'public-read' })).resolves.toHaveLength(1);
  });

  it('is refused by any other bucket, with the settings that refuse and both ways out', async () => {
    const account = await accountWith({ acls: false });
    await expect(put(account, { a: 'x' }, { acl: 'public-read' })).rejects.toMatchObject({
      code: 'ACL_NOT_SUPPORTED',
      kind: 'denied',
      message: expect.stringMatching(/BucketOwnerEnforced.*BlockPublicAcls/),
      hint: expect.stringMatching(/s3front cfcreate s3:\/\/site\.example\.org[\s\S]*mb --allow-public-acls/),
      aws: { code: 'AccessControlListNotSupported' },
    });
    expect(await collect(account.provider.objects.listObjects(bucket, { prefix: '' }))).toEqual([]);
  });

  it('is refused by the account, and the error says so', async () => {
    const account = await accountWith({ acls: true, blockPublicAcls: true });
    await expect(put(account, { a: 'x' }, { acl: 'public-read' })).rejects.toMatchObject({
      code: 'PUBLIC_ACL_BLOCKED',
      kind: 'denied',
      message: expect.stringContaining("the account's Block Public Access"),
    });
  });
});

describe('makeBucket', () => {
  it('leaves a bucket that is there as it is', async () => {
    const account = await accountWith({ acls: true });
    await expect(makeBucket(account.context, { bucket, allowPublicAcls: false })).rejects.toMatchObject({
      code: 'BUCKET_ALREADY_YOURS',
      kind: 'conflict',
    });
    expect((await account.provider.objects.getPublicAccessBlock(bucket)).blockPublicAcls).toBe(false);
  });

  it('finishes what was cut between its two steps', async () => {
    const account = openAccount();
    await account.provider.objects.createBucket(bucket, { region: 'us-east-1', ownership: 'BucketOwnerPreferred' });
    await makeBucket(account.context, { bucket, allowPublicAcls: true });
    await expect(put(account, { a: 'x' }, { acl: 'public-read' })).resolves.toHaveLength(1);
  });
});
