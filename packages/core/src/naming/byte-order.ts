/**
 * Compares as S3 lists: by the bytes of UTF-8. JavaScript's own `<` compares UTF-16, where a character beyond
 * U+FFFF sorts before U+E000.
 */
export function compareBytes(left: string, right: string): number {
  const length = Math.min(left.length, right.length);
  for (let index = 0; index < length; index += 1) {
    const difference = rank(left.charCodeAt(index)) - rank(right.charCodeAt(index));
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

/** A code unit, with the surrogates moved behind all others: they stand for what is beyond U+FFFF. */
function rank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}
