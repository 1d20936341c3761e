import { definitions, everywhere, type OptionName } from '../arguments/option.ts';
import type { CommandEntry } from '../commands/command-entry.ts';

export const SHELLS = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof SHELLS)[number];

interface Completable {
  /** One word: for `cert request` that is `cert`, and the rest are its subcommands. */
  readonly word: string;
  readonly summary: string;
  readonly subcommands: readonly Completable[];
  readonly options: readonly OptionName[];
  /** What its words can be, where that is known. */
  readonly words: readonly string[];
}

/** The whole completion script, made from the table of commands, so that a Tab starts no program. */
export async function completionScript(shell: Shell, entries: readonly CommandEntry[]): Promise<string> {
  const commands = await completables(entries);
  switch (shell) {
    case 'bash':
      return bashScript(commands);
    case 'zsh':
      return zshScript(commands);
    case 'fish':
      return fishScript(commands);
  }
}

async function completables(entries: readonly CommandEntry[]): Promise<readonly Completable[]> {
  const found = new Map<string, Completable>();
  for (const entry of entries) {
    const { options } = (await entry.load()).command;
    for (const name of [entry.name, ...entry.aliases]) {
      const [word = name, second] = name.split(' ');
      const one = {
        word: second ?? word,
        summary: entry.summary,
        subcommands: [],
        options,
        words: wordsOf(name, entries),
      };
      if (second === undefined) {
        found.set(word, one);
        continue;
      }
      const family = found.get(word);
      const subcommands = [...(family?.subcommands ?? []), one];
      found.set(word, {
        word,
        summary: 'Certificates for aliases',
        subcommands,
        options: [...new Set([...(family?.options ?? []), ...options])],
        words: subcommands.map((each) => each.word),
      });
    }
  }
  return [...found.values()];
}

function wordsOf(name: string, entries: readonly CommandEntry[]): readonly string[] {
  switch (name) {
    case 'help':
      return [...new Set(entries.map((entry) => entry.name.split(' ')[0] ?? '')), 'exit-codes', 'environment', 'json'];
    case 'completion':
      return SHELLS;
    default:
      return [];
  }
}

function flagWords(names: readonly OptionName[]): readonly string[] {
  return names.flatMap((name) => {
    const { short } = definitions[name];
    return short === undefined ? [`--${name}`] : [`--${name}`, `-${short}`];
  });
}

function withChoices(): readonly (readonly [OptionName, readonly string[]])[] {
  return everywhere.flatMap((name) => {
    const { choices } = definitions[name];
    return choices === undefined ? [] : [[name, choices] as const];
  });
}

function bashScript(commands: readonly Completable[]): string {
  const cases = commands.map(
    (each) =>
      `    ${each.word}) options="${flagWords([...each.options, ...everywhere]).join(' ')}"; words="${each.words.join(' ')}" ;;`,
  );
  const choices = withChoices().map(
    ([name, values]) => `    --${name}) COMPREPLY=($(compgen -W "${values.join(' ')}" -- "$current")); return ;;`,
  );
  return `# s3front completion for bash: source <(s3front completion bash)
_s3front() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" command="" word
  # bash splits --option=value into three words.
  if [[ $current == "=" ]]; then current=""; fi
  if [[ $previous == "=" ]]; then previous="\${COMP_WORDS[COMP_CWORD-2]}"; fi
  case "$previous" in
${choices.join('\n')}
  esac
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "$word" in
      ${commands.map((each) => each.word).join('|')}) command="$word"; break ;;
    esac
  done
  local options="${flagWords(everywhere).join(' ')}" words="${commands.map((each) => each.word).join(' ')}"
  case "$command" in
${cases.join('\n')}
  esac
  if [[ $current == -* ]]; then
    COMPREPLY=($(compgen -W "$options" -- "$current"))
  elif [[ -n $words ]]; then
    COMPREPLY=($(compgen -W "$words" -- "$current"))
  else
    COMPREPLY=($(compgen -f -- "$current"))
  fi
}
complete -o filenames -o bashdefault -F _s3front s3front
`;
}

function zshScript(commands: readonly Completable[]): string {
  const described = (each: Completable): string => quoted(`${each.word}:${each.summary}`);
  const option = (name: OptionName): string => {
    const { kind, short, summary, choices, placeholder } = definitions[name];
    const text = summary.replaceAll(':', '\\:').replaceAll('[', '(').replaceAll(']', ')');
    const value =
      kind === 'flag'
        ? ''
        : `:${(placeholder ?? 'value').replaceAll(':', '\\:')}:${choices === undefined ? '_files' : `(${choices.join(' ')})`}`;
    const many = kind === 'values' ? '*' : '';
    const long = quoted(`${many}--${name}${kind === 'flag' ? '' : '='}[${text}]${value}`);
    return short === undefined ? long : `${long} ${quoted(`${many}-${short}[${text}]${value}`)}`;
  };
  const cases = commands.map((each) => {
    const words = each.words.length === 0 ? "'*:file:_files'" : quoted(`*:word:(${each.words.join(' ')})`);
    return `        ${each.word}) _arguments -s $general ${each.options.map(option).join(' ')} ${words} ;;`;
  });
  return `#compdef s3front
# s3front completion for zsh: source <(s3front completion zsh)
_s3front() {
  local context state line curcontext="$curcontext"
  local -a general commands
  general=(${everywhere.map(option).join(' ')})
  commands=(${commands.map(described).join(' ')})
  _arguments -C -s $general '1:command:->command' '*::word:->words'
  case "$state" in
    command) _describe 'command' commands ;;
    words)
      case "$line[1]" in
${cases.join('\n')}
      esac ;;
  esac
}
compdef _s3front s3front
`;
}

function fishScript(commands: readonly Completable[]): string {
  const names = commands.map((each) => each.word).join(' ');
  const option = (name: OptionName, condition: string): string => {
    const { kind, short, summary, choices } = definitions[name];
    const value = kind === 'flag' ? '' : choices === undefined ? ' -r' : ` -x -a ${quoted(choices.join(' '))}`;
    return `complete -c s3front${condition} -l ${name}${short === undefined ? '' : ` -s ${short}`}${value} -d ${quoted(summary)}`;
  };
  const lines = [
    '# s3front completion for fish: s3front completion fish | source',
    'complete -c s3front -e',
    ...everywhere.map((name) => option(name, '')),
  ];
  for (const each of commands) {
    lines.push(
      `complete -c s3front -f -n 'not __fish_seen_subcommand_from ${names}' -a ${each.word} -d ${quoted(each.summary)}`,
    );
    const seen = ` -n '__fish_seen_subcommand_from ${each.word}'`;
    for (const name of each.options) lines.push(option(name, seen));
    if (each.words.length > 0) lines.push(`complete -c s3front -f${seen} -a ${quoted(each.words.join(' '))}`);
  }
  return `${lines.join('\n')}\n`;
}

/** In single quotes, as all three shells read them. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
