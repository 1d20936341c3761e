import { describe, expect, it } from 'vitest';
import { optionValues, parseArguments } from './parse-arguments.ts';

const parse = (...argv: string[]) => {
  const { words, given } = parseArguments(argv);
  return { words, given: Object.fromEntries(given) };
};
const refusal = (...argv: string[]): unknown => {
  try {
    return parseArguments(argv);
  } catch (error) {
    return error;
  }
};

describe('parseArguments', () => {
  it.each<[string, string[], string[], Record<string, string[]>]>([
    ['options before the command', ['--region', 'x', 'cfinfo'], ['cfinfo'], { region: ['x'] }],
    ['options after it', ['cfinfo', '--region=x'], ['cfinfo'], { region: ['x'] }],
    ['an equals sign in a value', ['--cf-comment=a=b'], [], { 'cf-comment': ['a=b'] }],
    ['an empty value', ['--cf-comment', '', 'x'], ['x'], { 'cf-comment': [''] }],
    ['an empty value after =', ['--cf-comment=', 'x'], ['x'], { 'cf-comment': [''] }],
    ['a value that begins with a dash', ['--cf-comment=-x'], [], { 'cf-comment': ['-x'] }],
    ['a value of several lines', ['--cf-comment=a\nb'], [], { 'cf-comment': ['a\nb'] }],
    ['quotes that belong to the value', ['--cf-comment', '"a"'], [], { 'cf-comment': ['"a"'] }],
    [
      'a repeatable option that leaves the URI alone',
      ['--cf-add-cname', 'a.org', 's3://b', '--cf-add-cname=b.org'],
      ['s3://b'],
      { 'cf-add-cname': ['a.org', 'b.org'] },
    ],
    [
      'a flag before a file named true',
      ['put', '-r', 'true', 's3://b'],
      ['put', 'true', 's3://b'],
      { recursive: ['true'] },
    ],
    ['a flag before a file named false', ['-P', 'false'], ['false'], { 'acl-public': ['true'] }],
    [
      'words that look like numbers',
      ['rb', '2020-05-31', '12345', '0x10', '1e3'],
      ['rb', '2020-05-31', '12345', '0x10', '1e3'],
      {},
    ],
    ['a value that looks like a number', ['--cf-comment', '007'], [], { 'cf-comment': ['007'] }],
    ['standard input', ['put', '-', 's3://b/k'], ['put', '-', 's3://b/k'], {}],
    ['a dash as a value', ['--cf-comment', '-'], [], { 'cf-comment': ['-'] }],
    ['what stands after --', ['put', '--', '-x', '--force', 's3://b'], ['put', '-x', '--force', 's3://b'], {}],
    ['short options together', ['-rf', 'x'], ['x'], { recursive: ['true'], force: ['true'] }],
    ['a short option with its value', ['-c', 'file', 'x'], ['x'], { config: ['file'] }],
    ['the same without a space', ['-cfile', 'x'], ['x'], { config: ['file'] }],
    ['the same with =', ['-c=file', 'x'], ['x'], { config: ['file'] }],
    [
      'a short option with a value at the end of several',
      ['-rm', 'text/html'],
      [],
      { recursive: ['true'], 'mime-type': ['text/html'] },
    ],
    ['a name that begins with no-', ['--no-wait'], [], { 'no-wait': ['true'] }],
    ['the other spelling', ['--access-key', 'A', '--secret_key=B'], [], { access_key: ['A'], secret_key: ['B'] }],
  ])('takes %s', (_, argv, words, given) => {
    expect(parse(...argv)).toEqual({ words, given });
  });

  it.each<[string, string[], string]>([
    ['an option that is not known', ['--bogus', 'a'], 'There is no option --bogus.'],
    ['one with a value', ['--bogus=secret'], 'There is no option --bogus.'],
    ['a negation that is no name', ['--no-force'], 'There is no option --no-force.'],
    ['a letter that is not known', ['-x'], 'There is no option -x.'],
    ['a negative number', ['-5'], 'There is no option -5.'],
    ['a name of every object', ['--constructor'], 'There is no option --constructor.'],
    ['a name of the parser', ['--_=x'], 'There is no option --_.'],
    ['another name of the parser', ['--$0'], 'There is no option --$0.'],
    ['a prototype', ['--__proto__=x'], 'There is no option --__proto__.'],
    ['three dashes', ['---force'], 'There is no option ---force.'],
    ['a value that is missing at the end', ['--cf-comment'], '--cf-comment needs a value: --cf-comment TEXT.'],
    ['an option in place of a value', ['--cf-comment', '--force'], '--cf-comment needs a value: --cf-comment TEXT.'],
    ['a slip in place of a value', ['--cf-comment', '--forse'], '--cf-comment needs a value: --cf-comment TEXT.'],
    ['a value for a flag', ['--force=yes'], '--force takes no value.'],
    ['a value that is none of the choices', ['--provider', 'gcp'], "--provider cannot be 'gcp'."],
  ])('refuses %s', (_, argv, message) => {
    expect(refusal(...argv)).toMatchObject({ kind: 'usage', message });
  });

  it('suggests the nearest option', () => {
    expect(refusal('--cf-add-cnames=x')).toMatchObject({ hint: expect.stringContaining('--cf-add-cname?') });
    expect(refusal('--acess-key=x')).toMatchObject({ hint: expect.stringContaining('--access-key?') });
    expect(refusal('--zzzzzzzz')).toMatchObject({ hint: expect.not.stringContaining('Did you mean') });
  });
});

describe('optionValues', () => {
  it('takes the last of what is given several times, and all of what is repeatable', () => {
    const { given } = parseArguments(['--region', 'a', '--region', 'b', '--cf-add-cname', 'x', '--cf-add-cname', 'y']);
    expect(optionValues(given, ['region', 'cf-add-cname', 'force', 'profile', 'add-header'])).toEqual({
      region: 'b',
      'cf-add-cname': ['x', 'y'],
      force: false,
      profile: undefined,
      'add-header': [],
    });
  });
});
