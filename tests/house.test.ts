import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { ambientUses } from './house/ambient.ts';
import { importsOf } from './house/imports.ts';
import { entrancesOf, importCircles, layerViolations } from './house/layers.ts';
import { type ArguedLengths, emptyNames, longFiles, machinePaths } from './house/manners.ts';
import { isTypeScript, readSourceTree } from './house/source-tree.ts';

/** Files over the limit, each with the reason why it is still one idea. */
const argued: ArguedLengths = {
  'packages/core/src/errors-of-aws.test.ts': 'one table: what every code of AWS becomes',
};

const tree = readSourceTree(fileURLToPath(new URL('..', import.meta.url)));
const code = tree.filter(isTypeScript);
const entrances = entrancesOf(tree);

describe('the house', () => {
  it('is read whole', () => {
    expect(code.map((file) => file.path)).toEqual(
      expect.arrayContaining(['packages/core/src/errors.ts', 'packages/core/src/ports/cdn.ts', 'tests/house.test.ts']),
    );
    expect([...entrances]).toEqual(expect.arrayContaining(['@s3front/core', '@s3front/core/aws', '@s3front/testing']));
  });

  it('has arrows that point inward', () => {
    expect(code.flatMap((file) => layerViolations(file, entrances))).toEqual([]);
  });

  it('has no circle of imports', () => {
    expect(importCircles(code)).toEqual([]);
  });

  it('takes time and chance from ports', () => {
    expect(code.flatMap(ambientUses)).toEqual([]);
  });

  it('names files after ideas', () => {
    expect(tree.flatMap((file) => emptyNames(file.path))).toEqual([]);
  });

  it('keeps files short enough to be one idea', () => {
    expect(longFiles(tree, argued)).toEqual([]);
  });

  it('mentions no path of one machine', () => {
    expect(tree.flatMap(machinePaths)).toEqual([]);
  });
});

describe('imports', () => {
  it.each([
    ["import { a } from './a.ts';", './a.ts', 'static'],
    ["import './a.ts';", './a.ts', 'static'],
    ["import a, * as b from './a.ts';", './a.ts', 'static'],
    ["import { type A, b } from './a.ts';", './a.ts', 'static'],
    ["import type { A } from './a.ts';", './a.ts', 'type'],
    ["import { type A } from './a.ts';", './a.ts', 'type'],
    ["export * from './a.ts';", './a.ts', 'static'],
    ["export type { A } from './a.ts';", './a.ts', 'type'],
    ["type A = import('./a.ts').A;", './a.ts', 'type'],
    ["const a = await import('./a.ts');", './a.ts', 'dynamic'],
    ['const a = await import(name);', '(computed)', 'dynamic'],
  ])('sees %s', (text, specifier, kind) => {
    expect(importsOf({ path: 'a.ts', text: `\n${text}` })).toEqual([{ specifier, kind, line: 2 }]);
  });

  it('sees none in comments and strings', () => {
    const text = "// import './a.ts'\n/* import './b.ts' */ const text = \"import './c.ts'\"; export { text };";
    expect(importsOf({ path: 'a.ts', text })).toEqual([]);
  });

  it('does not pass over a file that it cannot read', () => {
    expect(() => importsOf({ path: 'broken.ts', text: 'import {' })).toThrow('broken.ts');
  });
});

describe('the layers', () => {
  const core = 'packages/core/src';
  const objections = (path: string, specifier: string, form = (name: string) => `import { a } from '${name}';`) =>
    layerViolations({ path, text: form(specifier) }, entrances);
  const deferred = (name: string) => `export const a = () => import('${name}');`;
  const erased = (name: string) => `import type { A } from '${name}';`;

  it.each([
    ['a room that is further out', `${core}/naming/a.ts`, '../distribution/b.ts'],
    ['a port from a pure room', `${core}/delivery/a.ts`, '../ports/cdn.ts'],
    ['a use case from a port', `${core}/ports/a.ts`, '../usecase/b.ts'],
    ['a use case from the adapter', `${core}/aws/a.ts`, '../usecase/b.ts'],
    ['the adapter from a use case', `${core}/usecase/a.ts`, '../aws/b.ts'],
    ['the adapter from the pure entry', `${core}/index.ts`, './aws/index.ts'],
    ['a room from the errors', `${core}/errors.ts`, './naming/parsed.ts'],
    ['anything from a room that nobody planned', `${core}/extras/a.ts`, '../errors.ts'],
    ['Node from a pure room', `${core}/naming/a.ts`, 'node:path'],
    ['Node from the adapter', `${core}/aws/a.ts`, 'node:fs/promises'],
    ['the SDK from a use case', `${core}/usecase/a.ts`, '@aws-sdk/client-s3'],
    ['the SDK from the node room', `${core}/node/a.ts`, '@smithy/signature-v4'],
    ['the SDK from the wire door', 'packages/testing/src/wire/a.ts', '@aws-sdk/client-s3'],
    ['the SDK from the command line', 'packages/cli/src/a.ts', '@aws-sdk/client-s3'],
    ['the offline AWS from core', `${core}/usecase/a.ts`, '@s3front/testing'],
    ['the offline AWS from a test of core', `${core}/usecase/a.test.ts`, '@s3front/testing'],
    ['core from core', `${core}/aws/a.ts`, '@s3front/core'],
    ['the offline AWS with the command line', 'packages/cli/src/a.ts', '@s3front/testing/local'],
    ['the command line from the offline AWS', 'packages/testing/src/a.ts', 's3front'],
    ['a file of another package', 'packages/cli/src/a.ts', '../../core/src/errors.ts'],
    ['a file of a package from a story', 'tests/a.test.ts', '../packages/core/src/errors.ts'],
    ['an entrance that does not exist', 'packages/cli/src/a.ts', '@s3front/core/src/errors.ts'],
  ])('refuse %s', (_, path, specifier) => {
    expect(objections(path, specifier)).toEqual([expect.stringMatching(/^\S+\.ts:1: .+/)]);
  });

  it('refuse a forbidden type and a forbidden import() alike', () => {
    expect(objections(`${core}/naming/a.ts`, '../usecase/b.ts', erased)).toHaveLength(1);
    expect(objections(`${core}/usecase/a.ts`, '../aws/b.ts', deferred)).toHaveLength(1);
    expect(objections(`${core}/usecase/a.ts`, '@aws-sdk/client-s3', erased)).toHaveLength(1);
  });

  it.each([
    ['an inner room', `${core}/usecase/a.ts`, '../naming/b.ts'],
    ['the same room', `${core}/naming/a.ts`, './b.ts'],
    ['the errors', `${core}/naming/a.ts`, '../errors.ts'],
    ['ports from the adapter', `${core}/aws/a.ts`, '../ports/cdn.ts'],
    ['the SDK from the adapter', `${core}/aws/a.ts`, '@aws-sdk/client-s3'],
    ['Node from the node room', `${core}/node/a.ts`, 'node:fs'],
    ['Node from a test', `${core}/naming/a.test.ts`, 'node:path'],
    ['core from the command line', 'packages/cli/src/a.ts', '@s3front/core/node'],
    ['core from the offline AWS', 'packages/testing/src/a.ts', '@s3front/core'],
    ['the SDK from a test of the wire door', 'packages/testing/src/wire/a.test.ts', '@aws-sdk/client-s3'],
    ['the SDK from a story', 'tests/a.test.ts', '@aws-sdk/client-s3'],
    ['a library', `${core}/naming/a.ts`, 'tldts'],
  ])('allow %s', (_, path, specifier) => {
    expect(objections(path, specifier)).toEqual([]);
  });

  it('allow the command line the offline AWS when it is needed, and its types', () => {
    expect(objections('packages/cli/src/a.ts', '@s3front/testing/local', deferred)).toEqual([]);
    expect(objections('packages/cli/src/a.ts', '@s3front/testing/local', erased)).toEqual([]);
  });
});

describe('circles', () => {
  const file = (path: string, ...imports: string[]) => ({
    path,
    text: imports.map((specifier) => `import { a } from '${specifier}';`).join('\n'),
  });

  it('are found over several files, and once', () => {
    const files = [
      file('x/a.ts', './b.ts'),
      file('x/b.ts', '../y/c.ts'),
      file('y/c.ts', '../x/a.ts'),
      file('d.ts', './x/a.ts'),
    ];
    expect(importCircles(files)).toEqual(['x/a.ts -> x/b.ts -> y/c.ts -> x/a.ts']);
  });

  it('are not made by types', () => {
    const back = { path: 'b.ts', text: "import type { A } from './a.ts';" };
    expect(importCircles([file('a.ts', './b.ts'), back])).toEqual([]);
  });

  it('are not made by two ways to one file', () => {
    expect(importCircles([file('a.ts', './b.ts', './c.ts'), file('b.ts', './c.ts'), file('c.ts')])).toEqual([]);
  });
});

describe('ambient time and chance', () => {
  const uses = (text: string, path = 'packages/core/src/usecase/a.ts') => ambientUses({ path, text });

  it.each([
    'export const a = Date.now();',
    'export const a = Date.now;',
    'export const a = new Date();',
    'export const a = Date();',
    'export const a = Math.random();',
    'setTimeout(() => {}, 1);',
    'globalThis.setInterval(() => {}, 1);',
    'export const a = AbortSignal.timeout(5);',
    'export const a = performance.now();',
    "import { setTimeout } from 'node:timers/promises';",
  ])('are refused: %s', (text) => {
    expect(uses(text)).toHaveLength(1);
    expect(uses(text, 'packages/cli/src/a.ts')).toHaveLength(1);
    expect(uses(text, 'packages/testing/src/provider/a.ts')).toHaveLength(1);
  });

  it.each([
    'export const a = new Date(0);',
    "export const a = Date.parse('2026-01-01');",
    'export const a = (clock: { now(): number }) => clock.now();',
    '// Date.now() would not do here\nexport {};',
    "export const a = 'Math.random()';",
  ])('are not seen in: %s', (text) => {
    expect(uses(text)).toEqual([]);
  });

  it('have their sources', () => {
    expect(uses('Date.now();', 'packages/core/src/node/clock.ts')).toEqual([]);
    expect(uses('Date.now();', 'packages/testing/src/world/clock.ts')).toEqual([]);
    expect(uses('Date.now();', 'packages/cli/src/process-environment.ts')).toEqual([]);
    expect(uses('Date.now();', 'packages/core/src/naming/a.test.ts')).toEqual([]);
  });
});

describe('manners', () => {
  const long = (path: string, count: number) => ({ path, text: 'x\n'.repeat(count) });

  it('refuse names without an idea', () => {
    expect(emptyNames('packages/core/src/naming/utils.ts')).toHaveLength(1);
    expect(emptyNames('packages/cli/src/helpers/x.ts')).toHaveLength(1);
    expect(emptyNames('packages/cli/src/distribution-manager.test.ts')).toHaveLength(1);
    expect(emptyNames('packages/core/src/naming/common-prefix.ts')).toHaveLength(1);
    expect(emptyNames('packages/core/src/naming/bucket-name.ts')).toEqual([]);
  });

  it('refuse a long file, and an exception that has no use', () => {
    expect(longFiles([long('a.ts', 401), long('b.ts', 400), long('c.md', 999)], {})).toEqual([
      'a.ts: 401 lines (limit 400)',
    ]);
    expect(longFiles([long('a.ts', 401)], { 'a.ts': 'a table' })).toEqual([]);
    expect(longFiles([long('a.ts', 12)], { 'a.ts': 'a table' })).toEqual(['a.ts: needs no exception any more']);
  });

  it('refuse paths of one machine', () => {
    const paths = ['work', 'root'].map((start) => `/${start}/project/file.txt`);
    for (const path of paths) {
      expect(machinePaths({ path: 'a.md', text: `one\nsee ${path}` })).toEqual([expect.stringContaining('a.md:2: ')]);
    }
    expect(
      machinePaths({ path: 'a.md', text: 'https://example.org/work/a ~/work/ ./work/ framework/ /home/ann/site/' }),
    ).toEqual([]);
  });
});
