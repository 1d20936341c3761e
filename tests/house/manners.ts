import type { SourceFile } from './source-tree.ts';

/** Words that name no idea. */
const empty = new Set(['util', 'utils', 'helper', 'helpers', 'common', 'manager', 'misc']);

/** A file or directory is named after the idea in it. */
export function emptyNames(path: string): readonly string[] {
  const words = path.split(/[/.-]/).map((word) => word.toLowerCase());
  return words.filter((word) => empty.has(word)).map((word) => `${path}: "${word}" names no idea`);
}

const limit = 400;

/** Files that are longer than they should be, and why. */
export type ArguedLengths = Readonly<Record<string, string>>;

/** Every file past the limit without a reason, and every reason whose file no longer needs it. */
export function longFiles(files: readonly SourceFile[], argued: ArguedLengths): readonly string[] {
  const code = files.filter((file) => /\.(?:ts|mjs)$/.test(file.path));
  const long = new Map(code.map((file) => [file.path, lines(file.text)] as const).filter(([, count]) => count > limit));
  return [
    ...[...long]
      .filter(([path]) => !(path in argued))
      .map(([path, count]) => `${path}: ${count} lines (limit ${limit})`),
    ...Object.keys(argued)
      .filter((path) => !long.has(path))
      .map((path) => `${path}: needs no exception any more`),
  ];
}

function lines(text: string): number {
  return text.endsWith('\n') ? text.split('\n').length - 1 : text.split('\n').length;
}

/** Where this was written; an example's home directory is somebody else's. */
const machine = /(?<![\w.~*-])\/(?:work|root|farm)\//;

export function machinePaths(file: SourceFile): readonly string[] {
  return file.text.split('\n').flatMap((line, index) => {
    const found = machine.exec(line);
    return found === null ? [] : [`${file.path}:${index + 1}: ${found[0]} is a path of one machine`];
  });
}
