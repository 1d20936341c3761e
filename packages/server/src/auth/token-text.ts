import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** The two halves of a bearer text. */
export interface TokenText {
  readonly id: string;
  readonly secret: string;
}

const PREFIX = 's3f';
/** 80 bits name it, 256 guard it: nobody guesses, so a plain hash is enough and no slow one is needed. */
const ID_BYTES = 10;
const SECRET_BYTES = 32;
const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';

export function newTokenText(): TokenText {
  return { id: base32(randomBytes(ID_BYTES)), secret: base32(randomBytes(SECRET_BYTES)) };
}

/** `s3f_<id>_<secret>`: a form that secret scanners can be taught. */
export function formatTokenText(text: TokenText): string {
  return `${PREFIX}_${text.id}_${text.secret}`;
}

export function parseTokenText(text: string): TokenText | undefined {
  const match = /^s3f_([a-z2-7]{16})_([a-z2-7]{52})$/.exec(text);
  const [, id, secret] = match ?? [];
  return id === undefined || secret === undefined ? undefined : { id, secret };
}

/** SHA-256 in hexadecimal. */
export function digestOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** Whether the digest is this secret's, in a time that does not depend on where they differ. */
export function secretMatches(secret: string, digest: string): boolean {
  const [given, kept] = [Buffer.from(digestOf(secret), 'hex'), Buffer.from(digest, 'hex')];
  return given.length === kept.length && timingSafeEqual(given, kept);
}

/** RFC 4648, section 6, in lower case and without padding. */
function base32(bytes: Uint8Array): string {
  let text = '';
  let bits = 0;
  let value = 0;
  for (const byte of bytes) {
    value = ((value << 8) | byte) & 0xfff;
    bits += 8;
    for (; bits >= 5; bits -= 5) text += ALPHABET[(value >> (bits - 5)) & 31];
  }
  return bits === 0 ? text : text + ALPHABET[(value << (5 - bits)) & 31];
}
