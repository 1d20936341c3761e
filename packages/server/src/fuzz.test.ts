import fc from 'fast-check';
import { expect, it } from 'vitest';
import { specification } from './openapi/specification.ts';
import { published, testDatabase, testServer } from './server.test-support.ts';

const database = testDatabase();
const TEMPLATES = Object.keys(specification().paths ?? {});

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom(
    '',
    '.',
    '..',
    '\u0000',
    '%',
    '/',
    '//',
    'public.example.org',
    'E'.repeat(2000),
    '9'.repeat(400),
    '-1',
    'null',
  ),
);

const template = fc.constantFrom(...TEMPLATES);
const method = fc.constantFrom('GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS');
const header = fc.constantFrom(
  'if-match',
  'if-none-match',
  'if-modified-since',
  'if-range',
  'range',
  'idempotency-key',
  'last-event-id',
  'x-amz-acl',
  'x-amz-meta-a',
  'expires',
  'content-type',
  'content-encoding',
  'x-request-id',
);
const headerValue = fc.oneof(
  fc.string({ unit: 'grapheme-ascii', maxLength: 40 }),
  fc.constantFrom('*', '"x"', 'W/"x"', 'bytes=0-', 'bytes=9-1', 'application/json', 'text/html'),
);
const field = fc.constantFrom(
  'bucket',
  'name',
  'aliases',
  'paths',
  'keys',
  'names',
  'comment',
  'kind',
  'logging',
  'enabled',
);
const json = fc.oneof(
  fc.dictionary(field, fc.jsonValue({ maxDepth: 3 }), { maxKeys: 4 }),
  fc.jsonValue({ maxDepth: 3 }),
);

it('answers anything with what the specification describes, and never with a fault of its own', async () => {
  const server = testServer(database());
  const { id } = await published(server);
  await fc.assert(
    fc.asyncProperty(
      method,
      template,
      text,
      fc.dictionary(fc.constantFrom('limit', 'pageToken', 'prefix', 'key', 'x'), text, { maxKeys: 3 }),
      fc.dictionary(header, headerValue, { maxKeys: 4 }),
      fc.option(json, { nil: undefined }),
      async (verb, path, name, query, headers, body) => {
        const target = path
          .replace('{bucket}', () => (name.length % 2 === 0 ? 'public.example.org' : encoded(name)))
          .replace('{id}', () => (name.length % 2 === 0 ? id : encoded(name)))
          .replaceAll(/\{\w+\}/g, () => encoded(name));
        const search = new URLSearchParams(query).toString();
        const bodied = verb !== 'GET' && verb !== 'HEAD' && body !== undefined;
        const response = await server.send(verb, search === '' ? target : `${target}?${search}`, {
          headers,
          ...(bodied ? { json: body } : {}),
        });
        await response.body?.cancel();
        expect(response.status).not.toBe(500);
        expect(response.headers.get('x-request-id')).not.toBeNull();
      },
    ),
    { numRuns: 600 },
  );
}, 120_000);

/** Half of a surrogate pair cannot be encoded. */
function encoded(name: string): string {
  return encodeURIComponent(name.replaceAll(/\p{Surrogate}/gu, 'x'));
}
