// How long a command takes from nothing to its answer, beside the tools that do the same work: `npm run bench`.
// Every round runs each program once, so that a busy moment of the machine falls on all of them alike. Take ratios;
// the minimum is what the machine allows, the median what a person sees.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const rounds = Number(process.argv[2] ?? 20);
const program = fileURLToPath(new URL('../packages/cli/dist/bin.js', import.meta.url));
const home = mkdtempSync(join(tmpdir(), 's3front-bench-'));
process.once('exit', () => rmSync(home, { recursive: true, force: true }));

// NODE_EXTRA_CA_CERTS costs Node 20 about 50 ms per start and says nothing about the program.
const { NODE_EXTRA_CA_CERTS: _, ...inherited } = process.env;
const environment = { ...inherited, S3FRONT_HOME: home, S3FRONT_LOCAL_PROPAGATION: '0s' };

if (!Number.isInteger(rounds) || rounds < 1) fail('Usage: node bench/start-up.mjs [ROUNDS]');
if (!existsSync(program)) fail(`${program} is not there: run "npm run build" first.`);

const s3front = (...args) => [process.execPath, program, ...args];
const local = (...args) => s3front('--provider', 'local', ...args);
prepare(local('mb', 's3://bench.example.org'));
prepare(local('cfcreate', 's3://bench.example.org'));

const contestants = [
  { name: 'empty Node program', command: [process.execPath, '-e', ''] },
  { name: 's3front --version', command: s3front('--version') },
  { name: 's3front cfinfo (local)', command: local('cfinfo') },
  { name: 's3cmd --version', command: ['s3cmd', '--version'], peer: true },
  { name: 'aws --version', command: ['aws', '--version'], peer: true },
].filter(({ command, peer }) => peer !== true || isInstalled(command));

const times = new Map(contestants.map(({ name }) => [name, []]));
for (let round = 0; round <= rounds; round += 1) {
  for (const { name, command } of contestants) {
    const milliseconds = time(command);
    // The first round warms the file cache.
    if (round > 0) times.get(name).push(milliseconds);
  }
}
report();

function prepare(command) {
  const { status, stderr } = run(command);
  if (status !== 0) fail(`"${command.join(' ')}" failed: ${stderr}`);
}

function isInstalled(command) {
  if (run(command).status === 0) return true;
  console.log(`${command[0]} is left out: it is not installed here.`);
  return false;
}

function time(command) {
  const started = performance.now();
  const { status } = run(command);
  const milliseconds = performance.now() - started;
  if (status !== 0) fail(`"${command.join(' ')}" failed.`);
  return milliseconds;
}

function run([file, ...args]) {
  return spawnSync(file, args, { env: environment, stdio: ['ignore', 'pipe', 'pipe'], encoding: 'utf8' });
}

function report() {
  const rows = contestants.map(({ name, peer }) => ({ name, peer, ...summary(times.get(name)) }));
  const peers = rows.filter(({ peer }) => peer === true);
  console.log(
    `Node ${process.versions.node}, ${availableParallelism()} × ${cpus()[0]?.model ?? 'unknown'}, ${rounds} rounds`,
  );
  console.log(['milliseconds'.padEnd(24), 'median', '   min', ...peers.map(({ name }) => `× ${name}`)].join('  '));
  for (const { name, median, minimum } of rows) {
    const ratios = peers.map((peer) => (median / peer.median).toFixed(2).padStart(peer.name.length + 2));
    console.log([name.padEnd(24), whole(median), whole(minimum), ...ratios].join('  '));
  }
}

function summary(values) {
  const sorted = values.toSorted((left, right) => left - right);
  return { median: sorted[Math.floor(sorted.length / 2)], minimum: sorted[0] };
}

function whole(milliseconds) {
  return milliseconds.toFixed(0).padStart(6);
}

function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}
