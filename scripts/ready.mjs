// Makes a clone ready to run: the dependencies that package-lock.json asks for, and the built packages.
// What is ready already is left alone, so every command can begin with this.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const needed = [20, 19];

requireNode();
if (!dependenciesMatch()) {
  say('Installing the dependencies (npm ci) …');
  run(['ci', '--no-audit', '--no-fund'], { quiet: false });
}
// Turbo knows by the content of the sources which package is built already.
run(['run', 'build', '--silent'], { quiet: true, announce: 'Building the packages …' });

function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > needed[0] || (major === needed[0] && minor >= needed[1])) return;
  fail(`s3front needs Node ${needed.join('.')} or newer; this is Node ${process.versions.node} (${process.execPath}).`);
}

/**
 * Whether node_modules is what package-lock.json describes. npm writes its own record of an installation as the last
 * step and removes it as the first, so an installation that was cut short has none.
 */
function dependenciesMatch() {
  const record = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(record)) return false;
  const wanted = packagesIn(join(root, 'package-lock.json'));
  const present = packagesIn(record);
  return (
    Object.entries(present).every(([path, entry]) => sameRelease(entry, wanted[path])) &&
    // What is optional may be for another system: npm leaves it out.
    Object.entries(wanted).every(([path, entry]) => path === '' || path in present || entry.optional === true)
  );
}

function packagesIn(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages ?? {};
  } catch {
    return {};
  }
}

function sameRelease(present, wanted) {
  return wanted !== undefined && present.version === wanted.version && present.integrity === wanted.integrity;
}

/** Runs npm in the root; quiet, its output is shown only when it fails. */
function run(args, { quiet, announce }) {
  const [command, ...before] = npm();
  if (announce !== undefined && process.stderr.isTTY) process.stderr.write(`\u001B[2m${announce}\u001B[22m\r`);
  const result = spawnSync(command, [...before, ...args], {
    cwd: root,
    env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1' },
    stdio: quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32' && command === 'npm',
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (announce !== undefined && process.stderr.isTTY) process.stderr.write('\u001B[2K');
  if (result.status === 0) return;
  if (quiet) process.stderr.write(`${result.stdout ?? ''}${result.stderr ?? ''}`);
  const reason = result.error === undefined ? '' : ` (${result.error.message})`;
  fail(`"npm ${args.join(' ')}" failed${reason}.`, result.status ?? 1);
}

/** The npm that runs us, or the one on the path when Node was started by hand. */
function npm() {
  const path = process.env.npm_execpath;
  return path !== undefined && basename(path) === 'npm-cli.js' ? [process.execPath, path] : ['npm'];
}

function say(sentence) {
  process.stderr.write(`${sentence}\n`);
}

function fail(sentence, status = 1) {
  say(sentence);
  process.exit(status);
}
