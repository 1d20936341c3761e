import { expectParsed, parseBucketName } from '@s3front/core';
import { VirtualClock } from '@s3front/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../database/database.ts';
import { openDatabase } from '../database/open-database.ts';
import { openTokens } from './stored-tokens.ts';
import { digestOf, formatTokenText, newTokenText, parseTokenText, secretMatches } from './token-text.ts';
import type { Tokens } from './tokens.ts';

let database: Database;
let clock: VirtualClock;
let tokens: Tokens;

beforeAll(async () => {
  database = await openDatabase(undefined);
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.query('truncate s3front.token');
  clock = new VirtualClock();
  tokens = openTokens(database, clock);
});

const bucket = expectParsed(parseBucketName('site.example.org'), 'BUCKET_NAME_INVALID', 'bucket');

describe('tokens', () => {
  it('are shown once and kept as a hash', async () => {
    const { token, bearer } = await tokens.create({ scope: 'deploy', buckets: [bucket], description: 'pipeline' });
    expect(token).toEqual({
      id: expect.stringMatching(/^[a-z2-7]{16}$/),
      scope: 'deploy',
      buckets: [bucket],
      description: 'pipeline',
      created: clock.now(),
      lastUsed: undefined,
      revoked: undefined,
    });
    expect(bearer).toMatch(new RegExp(`^s3f_${token.id}_[a-z2-7]{52}$`));
    const secret = bearer.slice(-52);
    const kept = JSON.stringify(await database.query('select * from s3front.token'));
    expect(kept).not.toContain(secret);
    expect(kept).toContain(digestOf(secret));
  });

  it('are verified by their secret, and by nothing else', async () => {
    const { token, bearer } = await tokens.create({ scope: 'read' });
    const other = await tokens.create({ scope: 'admin' });
    expect(await tokens.verify(bearer)).toMatchObject({ id: token.id, scope: 'read', buckets: undefined });
    const swapped = `s3f_${token.id}_${other.bearer.slice(-52)}`;
    for (const wrong of [swapped, formatTokenText(newTokenText()), bearer.toUpperCase(), `${bearer} `, '', 's3f__']) {
      expect(await tokens.verify(wrong)).toBeUndefined();
    }
  });

  it('remember to the minute when they were used', async () => {
    const { bearer } = await tokens.create({ scope: 'read' });
    const first = clock.now();
    const lastUsed = async () => (await tokens.list())[0]?.lastUsed;
    await tokens.verify(bearer);
    expect(await lastUsed()).toBe(first);
    clock.advance(59_000);
    await tokens.verify(bearer);
    expect(await lastUsed()).toBe(first);
    clock.advance(2_000);
    await tokens.verify(bearer);
    expect(await lastUsed()).toBe(first + 61_000);
  });

  it('are revoked for good, and listed all the same', async () => {
    expect(await tokens.any()).toBe(false);
    const { token, bearer } = await tokens.create({ scope: 'read' });
    clock.advance(1);
    const second = await tokens.create({ scope: 'admin' });
    expect(await tokens.any()).toBe(true);
    expect(await tokens.revoke(token.id)).toBe('revoked');
    expect(await tokens.revoke(token.id)).toBe('already-revoked');
    expect(await tokens.revoke('nobody')).toBe('absent');
    expect(await tokens.verify(bearer)).toBeUndefined();
    expect(await tokens.list()).toMatchObject([
      { id: token.id, revoked: clock.now(), lastUsed: undefined },
      { id: second.token.id, revoked: undefined },
    ]);
    await tokens.revoke(second.token.id);
    expect(await tokens.any()).toBe(false);
  });
});

describe('the text of a token', () => {
  it('is printed and parsed', () => {
    const text = newTokenText();
    expect(parseTokenText(formatTokenText(text))).toEqual(text);
    expect(newTokenText()).not.toEqual(text);
  });

  it('matches its own digest only', () => {
    expect(secretMatches('secret', digestOf('secret'))).toBe(true);
    expect(secretMatches('secret', digestOf('Secret'))).toBe(false);
    expect(secretMatches('secret', '')).toBe(false);
  });
});
