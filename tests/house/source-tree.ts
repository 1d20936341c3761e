import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A file of this repository: its path from the root, with `/`, and its text. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** What is installed, built or written by a tool; lock files are npm's. */
const skipped = new Set(['node_modules', 'dist', 'coverage', '.git', '.turbo', 'package-lock.json']);
const textual = /\.(?:ts|mts|mjs|js|json|jsonc|md|html|css|txt|yml|yaml|toml)$|(?:^|\/)(?:run|LICENSE|\.gitignore)$/;

/** Every text file below the root that a person wrote, in order of path. */
export function readSourceTree(root: string): readonly SourceFile[] {
  return walk(root, '').sort((left, right) => (left.path < right.path ? -1 : 1));
}

function walk(root: string, below: string): SourceFile[] {
  return readdirSync(join(root, below), { withFileTypes: true }).flatMap((entry): SourceFile[] => {
    if (skipped.has(entry.name)) return [];
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    if (entry.isDirectory()) return walk(root, path);
    if (!entry.isFile() || !textual.test(path)) return [];
    return [{ path, text: readFileSync(join(root, path), 'utf8') }];
  });
}

export function isTypeScript(file: SourceFile): boolean {
  return file.path.endsWith('.ts');
}

/** Tests and what supports them: they may use any clock and are no part of a package. */
export function isTest(path: string): boolean {
  return /\.test(?:-support)?\.ts$/.test(path) || path.startsWith('tests/');
}
