import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { CliHome } from './run-cli.ts';

const directory = mkdtempSync(join(tmpdir(), 's3front-stand-in-'));
const program = join(directory, 'program.mjs');
writeFileSync(
  program,
  `const [what, ...rest] = process.argv.slice(2);
   if (what === 'environment') console.log(JSON.stringify(process.env));
   if (what === 'echo') process.stdin.pipe(process.stdout);
   if (what === 'exit') { console.error(rest.join(' ')); process.exitCode = 65; }
   if (what === 'steps') { process.on('SIGTERM', () => { console.log('stopped'); process.exitCode = 1; clearInterval(busy); }); console.error('one\\ntwo'); }
   const busy = what === 'steps' ? setInterval(() => {}, 1000) : undefined;
   if (what === 'hang') setInterval(() => {}, 1000);`,
);

const home = new CliHome(program);
afterAll(() => {
  home.close();
  rmSync(directory, { recursive: true });
});

it('tells both streams and the exit code apart', async () => {
  expect(await home.run(['exit', 'so', 'be it'])).toEqual({
    stdout: '',
    stderr: 'so be it\n',
    exitCode: 65,
    signal: null,
    killedAt: undefined,
  });
});

it('hands on nothing of the real environment', async () => {
  const { stdout } = await home.run(['environment'], { env: { AWS_REGION: 'eu-west-1', TZ: undefined } });
  expect(Object.keys(JSON.parse(stdout)).sort()).toEqual([
    'AWS_REGION',
    'HOME',
    'LANG',
    'PATH',
    'S3FRONT_HOME',
    'S3FRONT_LOCAL_PROPAGATION',
    'S3FRONT_PROVIDER',
  ]);
});

it('gives input', async () => {
  expect((await home.run(['echo'], { input: 'café' })).stdout).toBe('café');
  expect((await home.run(['echo'])).stdout).toBe('');
});

it('kills at a line', async () => {
  expect(await home.run(['steps'], { killAt: { line: /^two$/ } })).toMatchObject({
    signal: 'SIGKILL',
    exitCode: null,
    killedAt: 'two',
  });
});

it('interrupts at a line, and lets the program end', async () => {
  expect(await home.run(['steps'], { killAt: { line: /^t/, signal: 'SIGTERM' } })).toMatchObject({
    stdout: 'stopped\n',
    exitCode: 1,
    killedAt: 'two',
  });
});

it('says when the line never came', async () => {
  expect((await home.run(['exit'], { killAt: { line: /two/ } })).killedAt).toBeUndefined();
});

it('does not wait for ever', async () => {
  await expect(home.run(['hang'], { timeout: 200 })).rejects.toThrow('s3front hang hangs after 200 ms');
});

it('says what is missing when nothing was built', () => {
  expect(() => new CliHome(join(tmpdir(), 'absent', 'bin.js'))).toThrow('npm run build');
});
