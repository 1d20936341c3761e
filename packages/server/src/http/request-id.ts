import type { Random } from '@s3front/core';

export const REQUEST_ID_HEADER = 'x-request-id';

/** What is safe in a log line and in a header. */
const ACCEPTABLE = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$/;

/** The id that the client gave its request, where it is one; otherwise a new one. */
export function requestIdOf(given: string | undefined, random: Random): string {
  if (given !== undefined && ACCEPTABLE.test(given)) return given;
  return `req-${part(random)}${part(random)}`;
}

function part(random: Random): string {
  return Math.floor(random.next() * 36 ** 8)
    .toString(36)
    .padStart(8, '0');
}
