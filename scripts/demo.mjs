// The whole story on one machine: a real little site is put into a bucket, published, given its own name, updated,
// disabled and removed, by the built command line, with no AWS account and no network.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const program = join(root, 'packages', 'cli', 'dist', 'bin.js');
const state = mkdtempSync(join(tmpdir(), 's3front-demo-'));
const started = Date.now();
let commands = 0;

process.once('exit', () => rmSync(state, { recursive: true, force: true }));

const bold = process.stdout.isTTY && !process.env.NO_COLOR ? (text) => `\u001B[1m${text}\u001B[22m` : (text) => text;

/** Prints the command as a person would type it, runs it, prints what it says; the demo ends where one fails. */
function s3front(...args) {
  commands += 1;
  process.stdout.write(`${bold(`$ s3front ${args.map(quoted).join(' ')}`)}\n`);
  const result = spawnSync(process.execPath, [program, ...args], {
    cwd: root,
    env: { ...process.env, S3FRONT_PROVIDER: 'local', S3FRONT_HOME: state, S3FRONT_LOCAL_PROPAGATION: '1s' },
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
  });
  process.stdout.write(`${result.stdout ?? ''}\n`);
  if (result.status !== 0) {
    process.stderr.write(`The demo stopped: the command ended with exit code ${result.status ?? result.signal}.\n`);
    process.exit(1);
  }
  return result.stdout;
}

function say(sentence) {
  process.stdout.write(`# ${sentence}\n`);
}

function quoted(argument) {
  return /^[\w@%+=:,./-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", String.raw`'\''`)}'`;
}

function found(output, label) {
  const value = new RegExp(`^${label}:\\s+(\\S+)`, 'm').exec(output)?.[1];
  if (value !== undefined) return value;
  process.stderr.write(`The demo stopped: no '${label}:' in the output above.\n`);
  process.exit(1);
}

say('A bucket that accepts public objects, as in the days of put --acl-public.');
s3front('mb', '--allow-public-acls', 's3://public.example.org');
s3front('put', '--acl-public', 'examples/site/logo.png', 's3://public.example.org/example/logo.png');
s3front('url', 's3://public.example.org/example/logo.png');
s3front('dns', 's3://public.example.org');

say('The whole site, and a distribution in front of it.');
s3front('put', '--recursive', 'examples/site/', 's3://public.example.org/');
s3front('ls', 's3://public.example.org');
const id = found(s3front('cfcreate', '--cf-default-root-object', 'index.html', 's3://public.example.org'), 'DistId');
s3front('cfinfo');

say('A name of its own.');
s3front('cfmodify', id, '--cf-add-cname', 'cdn.example.org');
s3front('dns', id);
s3front('cfinfo', id);
s3front('url', 's3://public.example.org/example/logo.png');

say('An update, and what the edges keep of the old one dropped.');
s3front('put', '--cf-invalidate', 'examples/site/index.html', 's3://public.example.org/index.html');
s3front('cfinval', 's3://public.example.org/example/logo.png');
s3front('cfinvalinfo', id);

say('The site retires.');
s3front('cfmodify', '--disable', id);
s3front('cfremove', id);
s3front('cfinfo');
s3front('rb', '--force', 's3://public.example.org');

const seconds = ((Date.now() - started) / 1000).toFixed(1);
say(`${commands} commands in ${seconds} seconds: a site was published, named, updated and removed.`);
say('Nothing is left of it, and no AWS account was needed. With one, leave out the local provider: see README.md.');
