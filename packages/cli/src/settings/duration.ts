import { S3FrontError } from '@s3front/core';

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/**
 * Milliseconds of `500ms`, `1s`, `2m`, `1.5h`, `30d`.
 *
 * @param what where it was given, for the error: `--timeout`
 * @throws `DURATION_INVALID` (kind `usage`)
 */
export function parseDuration(text: string, what: string): number {
  const [, amount, unit] = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/.exec(text.trim()) ?? [];
  const factor = unit === undefined ? undefined : UNITS[unit];
  const milliseconds = amount === undefined || factor === undefined ? Number.NaN : Math.round(Number(amount) * factor);
  if (Number.isSafeInteger(milliseconds)) return milliseconds;
  throw new S3FrontError({
    code: 'DURATION_INVALID',
    kind: 'usage',
    message: `${what} is not a time: '${text}'.`,
    hint: 'Write a number and its unit: 500ms, 90s, 30m, 1h or 30d',
  });
}

/** `0:07`, `12:30`, `1:02:03`: time passed, for people. */
export function formatElapsed(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  const two = (value: number): string => String(value).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}
