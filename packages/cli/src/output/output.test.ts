import { S3FrontError } from '@s3front/core';
import { describe, expect, it } from 'vitest';
import type { Environment, OutputStream } from '../environment.ts';
import { createOutput, type OutputChoices } from './output.ts';

function screen(
  options: {
    readonly terminal?: boolean;
    readonly columns?: number;
    readonly variables?: Readonly<Record<string, string>>;
    readonly choices?: Partial<OutputChoices>;
  } = {},
) {
  const written: string[] = [];
  let tick: (() => void) | undefined;
  const stream = (name: string): OutputStream => ({
    isTTY: options.terminal ?? true,
    columns: options.columns ?? 80,
    closed: false,
    write: (text) => written.push(`${name}${text}`),
  });
  const environment = {
    stdout: stream(''),
    stderr: stream(''),
    variables: options.variables ?? {},
    every: (_: number, callback: () => void) => {
      tick = callback;
      return () => {
        tick = undefined;
      };
    },
  } satisfies Partial<Environment>;
  const output = createOutput(environment, {
    json: false,
    quiet: false,
    verbose: false,
    debug: false,
    progress: undefined,
    ...options.choices,
  });
  output.hide('topsecret');
  return { output, tick: () => tick?.(), ticking: () => tick !== undefined, text: () => written.join('') };
}

describe('colour', () => {
  it.each<[string, boolean, Record<string, string>, boolean]>([
    ['on a terminal', true, {}, true],
    ['on a pipe', false, {}, false],
    ['with NO_COLOR', true, { NO_COLOR: '1' }, false],
    ['with an empty NO_COLOR', true, { NO_COLOR: '' }, true],
    ['on a dumb terminal', true, { TERM: 'dumb' }, false],
    ['on a pipe with FORCE_COLOR', false, { FORCE_COLOR: '1' }, true],
    ['with FORCE_COLOR=0', true, { FORCE_COLOR: '0' }, false],
    ['with both', true, { FORCE_COLOR: '1', NO_COLOR: '1' }, false],
  ])('%s', (_, terminal, variables, colored) => {
    const { output, text } = screen({ terminal, variables });
    output.warn('careful', 'step back');
    expect(text()).toBe(
      colored
        ? '\u001b[33mWARNING:\u001b[39m careful\n\u001b[36mHINT:\u001b[39m step back\n'
        : 'WARNING: careful\nHINT: step back\n',
    );
  });
});

describe('the live line', () => {
  it('is drawn over and over, fits the columns, and leaves before anything else is written', () => {
    const { output, tick, text } = screen({ columns: 12 });
    output.live.follow(() => 'waiting for\u001b long');
    tick();
    output.print('data');
    output.live.stop();
    expect(text()).toBe('\r| waiting f\u001b[K\r/ waiting f\u001b[K\r\u001b[Kdata\n');
  });

  it('stops its clock', () => {
    const { output, ticking } = screen();
    output.live.follow(() => 'x');
    expect(ticking()).toBe(true);
    output.live.stop();
    expect(ticking()).toBe(false);
  });

  it.each<[string, Parameters<typeof screen>[0], boolean]>([
    ['on a terminal', {}, true],
    ['on a pipe', { terminal: false }, false],
    ['in CI', { variables: { CI: 'true' } }, false],
    ['on a dumb terminal', { variables: { TERM: 'dumb' } }, false],
    ['when quiet', { choices: { quiet: true } }, false],
    ['with --no-progress', { choices: { progress: false } }, false],
    ['with --progress on a pipe', { terminal: false, choices: { progress: true } }, true],
  ])('is there or not %s', (_, options, visible) => {
    const { output, text } = screen(options);
    output.live.follow(() => 'x');
    expect(output.live.visible).toBe(visible);
    expect(text() !== '').toBe(visible);
  });
});

describe('secrets', () => {
  it('are not printed, whoever says them', () => {
    const { output, text } = screen({ terminal: false, choices: { debug: true } });
    output.debug('key topsecret');
    output.warn('key topsecret');
    output.note('key topsecret');
    output.error(new Error('key topsecret'));
    expect(text()).not.toContain('topsecret');
    expect(text()).toContain('key ********');
  });
});

describe('errors', () => {
  it('of AWS cannot forge a line, while each way out of ours is a line', () => {
    const { output, text } = screen({ terminal: false });
    output.error(
      new S3FrontError({ code: 'X', kind: 'denied', message: 'a\nERROR: forged', hint: 'This way.\nOr that way.' }),
    );
    expect(text()).toBe('ERROR: a\\nERROR: forged\nHINT: This way.\nHINT: Or that way.\n');
  });

  it('that nobody foresaw ask for a report', () => {
    const { output, text } = screen({ terminal: false });
    output.error(new TypeError('x is not a function'));
    expect(text()).toBe(
      'ERROR: s3front met something that it does not understand: x is not a function\nHINT: This is a fault of s3front. Run it again with --debug and report what it prints.\n',
    );
  });
});
