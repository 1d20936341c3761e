import { expect, it } from 'vitest';
import { mediaType } from './media-type.ts';

it.each([
  ['index.html', 'text/html'],
  ['example/LOGO.PNG', 'image/png'],
  ['style.css', 'text/css'],
  ['app.js', 'text/javascript'],
  ['app.mjs', 'text/javascript'],
  ['data.json', 'application/json'],
  ['site.webmanifest', 'application/manifest+json'],
  ['font.woff2', 'font/woff2'],
  ['archive.tar.gz', 'application/gzip'],
  ['picture.svg', 'image/svg+xml'],
  ['picture.avif', 'image/avif'],
  ['html', undefined],
  ['dir.html/file', undefined],
  ['.html', undefined],
  ['README', undefined],
  ['x.unheard-of', undefined],
  ['x.constructor', undefined],
  ['', undefined],
])('mediaType of %j: %s', (name, type) => {
  expect(mediaType(name)).toBe(type);
});
