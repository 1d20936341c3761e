// Runs the suites that need somebody else's program. Installs moto for them, once, below node_modules.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const home = join(root, 'node_modules', '.cache', 'moto');
// 5.2.1 and older leave the origins out of a list of distributions.
const release = 'moto[server]==5.2.5';

function run(command, ...args) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit' });
  if (status === 0) return;
  process.stderr.write(`${command} ${args.join(' ')} failed${error === undefined ? '' : `: ${error.message}`}.\n`);
  process.exit(status ?? 1);
}

if (!existsSync(join(home, 'bin', 'moto_server'))) {
  process.stderr.write(`Installing ${release} into a Python environment of its own …\n`);
  run('python3', '-m', 'venv', home);
  run(join(home, 'bin', 'pip'), 'install', '--quiet', '--disable-pip-version-check', release);
}
run('npx', 'vitest', 'run', '--project', 'stories', 'foreign');
