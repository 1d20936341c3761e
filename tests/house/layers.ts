import { posix } from 'node:path';
import { type Import, importsOf } from './imports.ts';
import { isTest, type SourceFile } from './source-tree.ts';

/** The pure rooms: each imports those before it. */
const pure = ['naming', 'distribution', 'invalidation', 'content', 'delivery'];

/**
 * What each room of core may import besides itself. `refusal` and its door `errors-of-aws` say in our errors what AWS
 * refused; `index` is the door of all that is pure; `aws` and `node` are doors of their own, and neither reaches into
 * a use case.
 */
const rooms: Readonly<Record<string, readonly string[]>> = {
  errors: [],
  refusal: ['errors'],
  'errors-of-aws': ['errors', 'refusal'],
  ...Object.fromEntries(pure.map((room, position) => [room, ['errors', ...pure.slice(0, position)]])),
  ports: ['errors', ...pure],
  usecase: ['errors', ...pure, 'ports'],
  aws: ['errors', 'errors-of-aws', ...pure, 'ports'],
  node: ['errors', ...pure, 'ports'],
  index: ['errors', 'errors-of-aws', ...pure, 'ports', 'usecase'],
};

/** Which packages of ours a package may load with itself, and which only when a command needs them. */
const packages: Readonly<Record<string, { readonly loads: readonly string[]; readonly defers: readonly string[] }>> = {
  core: { loads: [], defers: [] },
  testing: { loads: ['@s3front/core'], defers: [] },
  server: { loads: ['@s3front/core'], defers: [] },
  cli: { loads: ['@s3front/core'], defers: ['@s3front/testing', '@s3front/server'] },
};

/** The entries of a package's `exports`: `@s3front/core`, `@s3front/core/aws` … */
export type Entrances = ReadonlySet<string>;

/** The entrances of our packages, from the texts of their `package.json`. */
export function entrancesOf(files: readonly SourceFile[]): Entrances {
  return new Set(
    files
      .filter((file) => /^packages\/[^/]+\/package\.json$/.test(file.path))
      .flatMap((file) => {
        const manifest: { name: string; exports?: Record<string, unknown> } = JSON.parse(file.text);
        return Object.keys(manifest.exports ?? {}).map((subpath) => posix.join(manifest.name, subpath));
      }),
  );
}

/** Every import of the file that goes against the layers, as `path:line: sentence`. */
export function layerViolations(file: SourceFile, entrances: Entrances): readonly string[] {
  return importsOf(file).flatMap((one) => {
    const sentence = objection(file.path, one, entrances);
    return sentence === undefined ? [] : [`${file.path}:${one.line}: ${sentence}`];
  });
}

function objection(path: string, one: Import, entrances: Entrances): string | undefined {
  if (one.specifier.startsWith('.')) return relativeObjection(path, posix.join(posix.dirname(path), one.specifier));
  if (one.specifier.startsWith('node:')) return builtInObjection(path, one.specifier);
  if (/^@(?:aws-sdk|smithy)\//.test(one.specifier)) return sdkObjection(path, one.specifier);
  if (/^(?:@s3front\/|s3front(?:\/|$))/.test(one.specifier)) return packageObjection(path, one, entrances);
  return undefined;
}

function relativeObjection(from: string, to: string): string | undefined {
  if (territory(from) !== territory(to)) return `${to} is entered through its package's exports, not by a path`;
  const [here, there] = [roomOf(from), roomOf(to)];
  if (here === undefined || there === undefined || here === there) return undefined;
  const allowed = rooms[here];
  if (allowed === undefined) return `core has no room "${here}"`;
  return allowed.includes(there) ? undefined : `${here} does not import ${there}`;
}

function builtInObjection(path: string, specifier: string): string | undefined {
  const room = roomOf(path);
  if (room === undefined || room === 'node' || isTest(path)) return undefined;
  return `only core/node imports ${specifier}; core runs in any JavaScript runtime`;
}

function sdkObjection(path: string, specifier: string): string | undefined {
  if (!path.startsWith('packages/') || roomOf(path) === 'aws') return undefined;
  // What speaks AWS's protocols is tested by AWS's own clients.
  if (path.startsWith('packages/testing/src/wire/') && isTest(path)) return undefined;
  return `only core/aws imports ${specifier}`;
}

function packageObjection(path: string, one: Import, entrances: Entrances): string | undefined {
  if (!entrances.has(one.specifier)) return `${one.specifier} is not in the exports of a package`;
  const rule = packages[packageOf(path) ?? ''];
  if (rule === undefined || (isTest(path) && packageOf(path) !== 'core')) return undefined;
  const name = one.specifier.split('/').slice(0, 2).join('/');
  if (rule.loads.includes(name)) return undefined;
  if (!rule.defers.includes(name)) return `${packageOf(path)} does not import ${name}`;
  return one.kind === 'static'
    ? `${packageOf(path)} imports ${name} only with import(), where it is needed`
    : undefined;
}

function packageOf(path: string): string | undefined {
  return /^packages\/([^/]+)\//.exec(path)?.[1];
}

/** What a relative path stays inside of: a package, or a directory of the root. */
function territory(path: string): string {
  return packageOf(path) ?? posix.dirname(path).split('/')[0] ?? '';
}

/** The room of core that a file stands in: its directory, or its own name at the top. */
function roomOf(path: string): string | undefined {
  return /^packages\/core\/src\/([^/.]+)/.exec(path)?.[1];
}

/** The circles that files make when they are loaded, each as `a -> b -> a` and each once; types load nothing. */
export function importCircles(files: readonly SourceFile[]): readonly string[] {
  const edges = new Map(files.map((file) => [file.path, relativeTargets(file)]));
  const settled = new Set<string>();
  const circles: string[] = [];
  const visit = (path: string, trail: readonly string[]): void => {
    const start = trail.indexOf(path);
    if (start >= 0) circles.push([...trail.slice(start), path].join(' -> '));
    if (start >= 0 || settled.has(path)) return;
    for (const next of edges.get(path) ?? []) visit(next, [...trail, path]);
    settled.add(path);
  };
  for (const path of edges.keys()) visit(path, []);
  return circles;
}

function relativeTargets(file: SourceFile): readonly string[] {
  return importsOf(file)
    .filter((one) => one.specifier.startsWith('.') && one.kind === 'static')
    .map((one) => posix.join(posix.dirname(file.path), one.specifier));
}
