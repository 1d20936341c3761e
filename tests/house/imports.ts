import { parseSync, Visitor } from 'oxc-parser';
import type { SourceFile } from './source-tree.ts';

/**
 * One import of a file. `type` is erased by the compiler, `dynamic` is loaded when it is reached, `static` is loaded
 * with the file.
 */
export interface Import {
  readonly specifier: string;
  readonly kind: 'static' | 'type' | 'dynamic';
  readonly line: number;
}

/** Every import and re-export of a file. @throws Error when the file does not parse. */
export function importsOf(file: SourceFile): readonly Import[] {
  const { module, program, errors } = parseSync(file.path, file.text);
  const [fault] = errors;
  if (fault !== undefined) throw new Error(`${file.path}: ${fault.message}`);

  const found: Import[] = [];
  const add = (specifier: string, kind: Import['kind'], offset: number) =>
    found.push({ specifier, kind, line: lineAt(file.text, offset) });

  for (const { moduleRequest, entries, start } of module.staticImports) {
    const erased = entries.length > 0 && entries.every((entry) => entry.isType);
    add(moduleRequest.value, erased ? 'type' : 'static', start);
  }
  for (const { entries, start } of module.staticExports) {
    const [first] = entries;
    if (first?.moduleRequest == null) continue;
    add(first.moduleRequest.value, entries.every((entry) => entry.isType) ? 'type' : 'static', start);
  }
  new Visitor({
    ImportExpression(node) {
      const literal = node.source.type === 'Literal' ? node.source.value : undefined;
      add(typeof literal === 'string' ? literal : '(computed)', 'dynamic', node.start);
    },
    TSImportType(node) {
      add(node.source.value, 'type', node.start);
    },
  }).visit(program);
  return found;
}

export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}
