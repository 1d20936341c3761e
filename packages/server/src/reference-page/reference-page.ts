import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { Hono } from 'hono';
import type { ApiEnvironment } from '../http/api-environment.ts';

/** Everything from this server and nothing from elsewhere, so the page works without the internet. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>s3front: the REST API</title>
<link rel="stylesheet" href="/docs/swagger-ui.css">
</head>
<body>
<div id="reference"></div>
<script src="/docs/swagger-ui-bundle.js"></script>
<script src="/docs/start.js"></script>
</body>
</html>
`;

const START = `SwaggerUIBundle({
  url: '/openapi.json',
  dom_id: '#reference',
  deepLinking: true,
  validatorUrl: null,
  presets: [SwaggerUIBundle.presets.apis],
});
`;

/** The files of the package swagger-ui-dist that the page needs, with their media types. */
const PACKAGE_FILES = [
  ['swagger-ui.css', 'text/css; charset=utf-8'],
  ['swagger-ui-bundle.js', 'text/javascript; charset=utf-8'],
] as const;

/** `/docs`: the specification as a page to read and to try. */
export function referencePage(): Hono<ApiEnvironment> {
  const page = new Hono<ApiEnvironment>();
  page.get('/docs', () => answer(PAGE, 'text/html; charset=utf-8'));
  page.get('/docs/start.js', () => answer(START, 'text/javascript; charset=utf-8'));
  for (const [name, type] of PACKAGE_FILES) {
    page.get(`/docs/${name}`, async () => answer(await packageFile(name), type));
  }
  return page;
}

const files = new Map<string, Promise<Buffer>>();

function packageFile(name: string): Promise<Buffer> {
  const known = files.get(name);
  if (known !== undefined) return known;
  const { resolve } = createRequire(import.meta.url);
  const read = readFile(resolve(`swagger-ui-dist/${name}`));
  files.set(name, read);
  return read;
}

function answer(content: string | Buffer, type: string): Response {
  return new Response(typeof content === 'string' ? content : new Uint8Array(content), {
    headers: { 'content-type': type, 'content-security-policy': POLICY, 'cache-control': 'no-cache' },
  });
}
