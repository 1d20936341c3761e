import { fileURLToPath } from 'node:url';
import { runInNewContext } from 'node:vm';
import { rolldown } from 'rolldown';
import { describe, expect, it } from 'vitest';

// Core is bundled as for a browser and run in a context that has the language and a few things of the web, and
// nothing of Node: no process, no Buffer, no require.

async function coreAsScript(): Promise<string> {
  const bundle = await rolldown({
    input: fileURLToPath(new URL('../packages/core/src/index.ts', import.meta.url)),
    platform: 'browser',
  });
  try {
    const { output } = await bundle.generate({ format: 'iife', name: 'core' });
    return output[0].code;
  } finally {
    await bundle.close();
  }
}

describe('core', () => {
  it('runs in any JavaScript runtime', { timeout: 60_000 }, async () => {
    const script = await coreAsScript();
    const web = { AbortController, AbortSignal, TextDecoder, TextEncoder, URL };
    const answer = runInNewContext(
      `${script};
      ({
        node: typeof process + typeof Buffer + typeof require,
        bucket: core.parseBucketName('public.example.org'),
        step: core.nextStep('gone', { kind: 'present', enabled: true, status: 'Deployed' }),
        records: core.formatRecords(core.aliasRecords({
          aliases: core.expectParsed(core.parseAliases(['CDN.example.org']), 'X', 'x'),
          target: 'd111111abcdef8.cloudfront.net',
          ipv6: true,
        })),
        type: core.mediaType('index.html'),
      })`,
      web,
    );
    expect(JSON.parse(JSON.stringify(answer))).toEqual({
      node: 'undefinedundefinedundefined',
      bucket: { ok: true, value: 'public.example.org' },
      step: { kind: 'disable' },
      records: 'cdn.example.org.   IN   CNAME   d111111abcdef8.cloudfront.net.',
      type: 'text/html',
    });
  });
});
