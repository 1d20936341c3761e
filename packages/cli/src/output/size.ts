const UNITS = ['', 'K', 'M', 'G', 'T'];

/** `812`, `5K`, `3M`: whole steps of 1024, as s3cmd's -H prints them. */
export function humanSize(bytes: number): string {
  let amount = bytes;
  let unit = 0;
  while (amount >= 1024 && unit < UNITS.length - 1) {
    amount = Math.floor(amount / 1024);
    unit += 1;
  }
  return `${amount}${UNITS[unit] ?? ''}`;
}

/** `42.56 B/s`, `1.20 MB/s`: two decimals of steps of 1024, as s3cmd prints a speed. */
export function formatSpeed(bytes: number, milliseconds: number): string {
  let amount = bytes / Math.max(milliseconds / 1000, 0.001);
  let unit = 0;
  while (amount >= 1024 && unit < UNITS.length - 1) {
    amount /= 1024;
    unit += 1;
  }
  return `${amount.toFixed(2)} ${UNITS[unit] ?? ''}B/s`;
}
