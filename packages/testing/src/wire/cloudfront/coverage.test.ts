import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { CLOUDFRONT_OPERATIONS } from './operations.ts';
import { OPERATION_NAMES } from './routes.ts';

const page = readFileSync(new URL('../../../../../docs/offline-aws.md', import.meta.url), 'utf8');
const section = page.slice(page.indexOf('### CloudFront'), page.indexOf('### ACM'));
const rows = section.split('\n').filter((line) => line.startsWith('| ') && !line.startsWith('| |'));

function column(index: number): readonly string[] {
  return rows
    .flatMap((row) => [...(row.split('|')[index] ?? '').matchAll(/`(\w+)`/g)].map(([, name = '']) => name))
    .sort();
}

it('the page says of every operation whether it is there', () => {
  const here = Object.keys(CLOUDFRONT_OPERATIONS).sort();
  expect(column(2)).toEqual(here);
  expect(column(3)).toEqual(OPERATION_NAMES.filter((name) => !here.includes(name)).sort());
});
