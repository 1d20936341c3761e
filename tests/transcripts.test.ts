import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { type ConsoleBlock, consoleBlocks, printBlock, TranscriptShell, withoutChance } from './support/transcript.ts';

// Every `console` block of the documentation is typed again, and has to print what the document says.
// UPDATE_TRANSCRIPTS=1 writes into the documents what the commands really print.

const root = fileURLToPath(new URL('..', import.meta.url));
const update = process.env['UPDATE_TRANSCRIPTS'] === '1';

const documents = ['README.md', ...readdirSync(join(root, 'docs')).map((name) => join('docs', name))]
  .filter((name) => name.endsWith('.md'))
  .filter((name) => consoleBlocks(readFileSync(join(root, name), 'utf8')).length > 0);

describe('the transcripts of the documentation', () => {
  it('are there', () => {
    expect(documents).toContain('README.md');
  });

  it.each(documents)('%s', { timeout: 120_000 }, (name) => {
    const markdown = readFileSync(join(root, name), 'utf8');
    const blocks = consoleBlocks(markdown);
    const played = play(blocks);
    if (update) writeFileSync(join(root, name), replaceBlocks(markdown, blocks, played));
    else expect(played.map(withoutChance)).toEqual(blocks.map((block) => withoutChance(printBlock(block.exchanges))));
  });
});

function play(blocks: readonly ConsoleBlock[]): readonly string[] {
  const shell = new TranscriptShell();
  try {
    return blocks.map((block) =>
      printBlock(block.exchanges.map(({ command }) => ({ command, output: shell.run(command) }))),
    );
  } finally {
    shell.close();
  }
}

function replaceBlocks(markdown: string, blocks: readonly ConsoleBlock[], texts: readonly string[]): string {
  let text = markdown;
  for (const [index, block] of [...blocks.entries()].reverse()) {
    text = text.slice(0, block.start) + (texts[index] ?? '') + text.slice(block.end);
  }
  return text;
}
