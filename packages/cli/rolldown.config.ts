import { chmodSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'rolldown';

// One chunk per command, loaded when it runs: start-up is what a person waits for.
export default defineConfig({
  input: { bin: 'src/bin.ts' },
  platform: 'node',
  // Native code, and a server that is loaded for one command alone.
  external: ['lmdb', '@s3front/server'],
  resolve: {
    // The SDK's `main` is CommonJS, which neither splits nor drops what is not used.
    mainFields: ['module', 'main'],
    conditionNames: ['@s3front/source', 'node', 'import', 'module', 'default'],
    // yargs measures text with a package that costs more to load than all the rest of it; our text is ASCII.
    alias: { 'string-width': fileURLToPath(new URL('src/arguments/string-width.ts', import.meta.url)) },
  },
  plugins: [
    {
      name: 'executable',
      // npm sees to this when it installs the package; in a clone nobody else does.
      writeBundle: () => chmodSync(fileURLToPath(new URL('dist/bin.js', import.meta.url)), 0o755),
    },
  ],
  output: {
    dir: 'dist',
    format: 'esm',
    entryFileNames: '[name].js',
    // No hashes: a build writes over the one before, so a program that runs meanwhile finds its chunks.
    chunkFileNames: '[name].js',
    // Names are kept, since they stand in stack traces and in the names of errors.
    minify: { compress: true, mangle: false, codegen: { removeWhitespace: true } },
  },
});
