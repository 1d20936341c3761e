/** Controls, and format characters: those that turn the direction of text around or are not seen at all. */
const UNSAFE = /[\p{Cc}\p{Cf}\u2028\u2029]/gu;

/**
 * The text with every control character spelt out, such as `\n` or `\x1b`: keys of objects and messages of servers
 * are other people's text, and must not move the cursor or forge a line.
 */
export function printable(text: string): string {
  return text.replace(UNSAFE, escaped);
}

function escaped(character: string): string {
  switch (character) {
    case '\n':
      return '\\n';
    case '\r':
      return '\\r';
    case '\t':
      return '\\t';
    default: {
      const code = (character.codePointAt(0) ?? 0).toString(16);
      if (code.length <= 2) return `\\x${code.padStart(2, '0')}`;
      return code.length <= 4 ? `\\u${code.padStart(4, '0')}` : `\\u{${code}}`;
    }
  }
}
