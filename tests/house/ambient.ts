import { parseSync, Visitor } from 'oxc-parser';
import { lineAt } from './imports.ts';
import { isTest, type SourceFile } from './source-tree.ts';

const timers = new Set(['setTimeout', 'setInterval', 'setImmediate']);
const members = new Set([
  'Date.now',
  'Math.random',
  'performance.now',
  'AbortSignal.timeout',
  ...[...timers].map((name) => `globalThis.${name}`),
]);

/** Where the system's clock and dice are made into ports: core's, the World's, and the command line's Environment. */
const sources = /^packages\/(?:core\/src\/node\/|testing\/src\/world\/|cli\/src\/process-environment\.ts$)/;

/** Every use of the ambient clock or randomness outside their ports, as `path:line: sentence`. */
export function ambientUses(file: SourceFile): readonly string[] {
  if (!file.path.startsWith('packages/') || sources.test(file.path) || isTest(file.path)) return [];
  const found: string[] = [];
  const add = (what: string, offset: number) =>
    found.push(`${file.path}:${lineAt(file.text, offset)}: ${what} belongs behind a port`);

  new Visitor({
    CallExpression(node) {
      if (node.callee.type !== 'Identifier') return;
      if (timers.has(node.callee.name) || node.callee.name === 'Date') add(`${node.callee.name}()`, node.start);
    },
    NewExpression(node) {
      const isDate = node.callee.type === 'Identifier' && node.callee.name === 'Date';
      if (isDate && node.arguments.length === 0) add('new Date()', node.start);
    },
    MemberExpression(node) {
      if (node.computed || node.object.type !== 'Identifier' || node.property.type !== 'Identifier') return;
      const name = `${node.object.name}.${node.property.name}`;
      if (members.has(name)) add(name, node.start);
    },
    ImportDeclaration(node) {
      if (node.source.value.startsWith('node:timers')) add(node.source.value, node.start);
    },
  }).visit(parseSync(file.path, file.text).program);
  return found;
}
