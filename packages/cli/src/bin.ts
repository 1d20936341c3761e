#!/usr/bin/env node
import { readVersion } from './version.ts';

// The SDK would print a warning about Node 20 before every command. Whoever wants to see it sets it to false.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';

const argv = process.argv.slice(2);
if (argv.length === 1 && argv[0] === '--version') {
  process.stdout.write(`s3front ${readVersion()}\n`);
} else {
  const [{ run }, { processEnvironment }] = await Promise.all([
    import('./main.ts'),
    import('./process-environment.ts'),
  ]);
  process.exitCode = await run(argv, processEnvironment());
}
