import { createHash } from 'node:crypto';

/** A name as part of a key: without slashes, and never longer than a store's keys may be. */
export function keyPart(name: string): string {
  // Half a surrogate pair has no UTF-8, and encodeURIComponent throws at it.
  const encoded = encodeURIComponent(name.replace(/\p{Cs}/gu, '\ufffd'));
  return encoded.length <= 255 ? encoded : `~${createHash('sha256').update(encoded).digest('hex')}`;
}
