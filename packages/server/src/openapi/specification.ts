import { api } from '../api.ts';

type Specification = ReturnType<typeof api.getOpenAPI31Document>;

let made: Specification | undefined;

/** The OpenAPI 3.1 document of the API, made from the schemas that validate. */
export function specification(): Specification {
  made ??= make();
  return made;
}

function make(): Specification {
  const document = api.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 's3front',
      version: '1.0.0',
      description:
        'Publishes S3 buckets through CloudFront. Errors are problem documents (RFC 9457): branch on `code`. What takes minutes is accepted with 202 and becomes an operation. Every POST takes an Idempotency-Key.',
      license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
    },
    servers: [{ url: '/' }],
  });
  const paths = Object.entries(document.paths ?? {}).map(([path, item]) => [
    path.replace('{key{.+}}', '{key}'),
    Object.fromEntries(Object.entries(item).map(([method, operation]) => [method, described(operation)])),
  ]);
  return { ...document, paths: Object.fromEntries(paths) };
}

/** An operation without what its route has for the server alone. */
function described(operation: unknown): unknown {
  if (typeof operation !== 'object' || operation === null || !('middleware' in operation)) return operation;
  const { middleware: _, ...rest } = operation;
  return rest;
}
