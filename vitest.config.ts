import { defineConfig } from 'vitest/config';

// Tests read the sources through the `@s3front/source` condition, so nothing has to be built before them; the stories
// that run the command line as a process use the built one.
const source = { ssr: { resolve: { conditions: ['@s3front/source'] } } };

function project(name: string, root: string, more: { readonly isolate?: boolean; readonly hookTimeout?: number } = {}) {
  return {
    extends: true as const,
    ...source,
    test: { name, root, include: ['**/*.test.ts'], exclude: ['**/node_modules/**', '**/dist/**'], ...more },
  };
}

export default defineConfig({
  test: {
    testTimeout: 30_000,
    // Vitest leaves one core free, which on two cores is half of them.
    maxWorkers: '100%',
    // The SDK's note that it will want Node 22 is known: docs/architecture.md.
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
    // The second one is for a program that wants the figures, such as .ci/run.
    reporters: ['default', ['json', { outputFile: 'node_modules/.cache/test-results.json' }]],
    projects: [
      project('core', 'packages/core/src'),
      project('testing', 'packages/testing/src'),
      project('cli', 'packages/cli/src'),
      // Files share their modules, and with them the embedded database, which takes seconds to open.
      project('server', 'packages/server/src', { isolate: false, hookTimeout: 30_000 }),
      project('stories', 'tests'),
    ],
  },
});
