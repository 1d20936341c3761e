import { describe, expect, it } from 'vitest';
import { COMMANDS } from './commands/table.ts';
import { runInside } from './environment.test-support.ts';

describe('a command line that is wrong', () => {
  it.each<[string, string[], string, string]>([
    ['an unknown command', ['cfcrate'], "There is no command 'cfcrate'.", 'Did you mean: s3front cfcreate'],
    ['a mistyped alias', ['cfremov'], "There is no command 'cfremov'.", 'Did you mean: s3front cfremove'],
    [
      'one of s3cmd that means something else',
      ['rm', 's3://b/k'],
      "There is no command 'rm'.",
      'See all commands with: s3front help',
    ],
    [
      'half of a command',
      ['cert'],
      "'cert' needs a second word.",
      'It is one of: s3front cert request, s3front cert ls',
    ],
    [
      'an option of another command',
      ['cfinfo', '--wait'],
      'cfinfo has no option --wait.',
      'See its options with: s3front help cfinfo',
    ],
    [
      'too few words',
      ['cfcreate'],
      "Not enough parameters for command 'cfcreate'.",
      'For example: s3front cfcreate s3://public.example.org',
    ],
    [
      'too many words',
      ['wait', 'cf://E3RPA4Z4ALGTGO', 'x'],
      "Too many parameters for command 'wait': 'x' is one too many.",
      'For example: s3front wait cf://E3RPA4Z4ALGTGO',
    ],
    [
      'a topic that is none',
      ['help', 'exitcodes'],
      "There is no command or topic 'exitcodes'.",
      'Did you mean: s3front help exit-codes',
    ],
  ])('%s', async (_, argv, message, hint) => {
    expect(await runInside(argv)).toMatchObject({
      code: 64,
      stdout: '',
      stderr: `ERROR: ${message}\nHINT: ${hint}\n`,
    });
  });

  it('is told as one JSON object with --json, also when the line cannot be parsed', async () => {
    const { code, stdout, stderr } = await runInside(['cfinfo', '--json', '--bogus']);
    expect({ code, stdout }).toEqual({ code: 64, stdout: '' });
    expect(JSON.parse(stderr)).toMatchObject({
      error: { code: 'OPTION_UNKNOWN', kind: 'usage', exitCode: 64, aws: null, problems: [] },
    });
  });

  it('shows no stack unless asked for', async () => {
    expect((await runInside(['nonsense'])).stderr).not.toContain('    at ');
    expect((await runInside(['nonsense', '--debug'])).stderr).toContain('    at ');
  });
});

describe('help', () => {
  it('is what a bare call prints', async () => {
    const bare = await runInside([]);
    expect(bare).toMatchObject({ code: 0, stderr: '' });
    expect(bare.stdout).toBe((await runInside(['help'])).stdout);
    for (const { name, summary } of COMMANDS) {
      expect(bare.stdout).toContain(name);
      expect(bare.stdout).toContain(summary);
    }
  });

  const pages = [
    [],
    ['exit-codes'],
    ['environment'],
    ['json'],
    ...COMMANDS.flatMap((entry) => [entry.name, ...entry.aliases].map((name) => name.split(' '))),
  ];
  it.each(pages)('help %s %s fits eighty columns of ASCII and has an example first', async (...words) => {
    const { code, stdout, stderr } = await runInside(['help', ...words.filter((word) => word !== undefined)]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^[\x20-\x7e\n]*$/);
    expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
    expect(stdout.indexOf('EXAMPLE')).toBeGreaterThan(-1);
    expect(stdout.search(/^(?!EXAMPLE)[A-Z][A-Z -]+$/m)).toBeGreaterThan(stdout.indexOf('EXAMPLE'));
  });

  it('is the same page for --help, and wins over what is missing', async () => {
    const page = await runInside(['help', 'cfcreate']);
    expect(await runInside(['cfcreate', '--help'])).toEqual(page);
    expect(await runInside(['-h', 'cfcreate', '--bucket-location', 'x'])).toEqual(page);
  });

  it('explains an alias as its command', async () => {
    expect(await runInside(['help', 'cfremove'])).toEqual(await runInside(['help', 'cfdelete']));
  });
});

describe('--version', () => {
  it('answers wherever it stands', async () => {
    expect(await runInside(['cfinfo', '--version'])).toMatchObject({ code: 0, stdout: 's3front 1.2.3\n', stderr: '' });
  });
});
