/** Help fits a terminal of eighty columns. */
const WIDTH = 80;

/** The text broken into lines of at most eighty columns, each behind the indent. */
export function wrap(text: string, indent: string): string {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && indent.length + line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line].map((each) => `${indent}${each}`).join('\n');
}

/** Two columns; the right one wraps under itself, and starts on its own line where the left one is too long. */
export function columns(rows: readonly (readonly [string, string])[], left: number): string {
  return rows
    .map(([term, text]) => {
      const wrapped = wrap(text, ' '.repeat(left + 4));
      const head = `  ${term}`;
      if (term.length > left) return `${head}\n${wrapped}`;
      return `${head.padEnd(left + 4)}${wrapped.trimStart()}`;
    })
    .join('\n');
}
