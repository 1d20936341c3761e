/** Cyclic redundancy checks that Node does not have. All are reflected, with all bits inverted before and after. */

/** Castagnoli's. Source: RFC 9260, appendix A. */
const CRC32C_POLYNOMIAL = 0x82f63b78;
/** NVM Express's, in two halves. Source: NVM Express NVM Command Set 1.0, "64b CRC". */
const CRC64_HIGH = 0x9a6c9329;
const CRC64_LOW = 0xac4bc9b5;

const SLICES = 8;

/** Tables for eight bytes at a time: `table[slice * 256 + byte]`. */
let crc32cTable: Uint32Array | undefined;

function crc32cSlices(): Uint32Array {
  if (crc32cTable !== undefined) return crc32cTable;
  const table = new Uint32Array(SLICES * 256);
  for (let byte = 0; byte < 256; byte += 1) {
    let value = byte;
    for (let bit = 0; bit < 8; bit += 1) value = (value & 1) === 0 ? value >>> 1 : (value >>> 1) ^ CRC32C_POLYNOMIAL;
    table[byte] = value;
  }
  for (let index = 256; index < table.length; index += 1) {
    const before = at(table, index - 256);
    table[index] = (before >>> 8) ^ at(table, before & 0xff);
  }
  crc32cTable = table;
  return table;
}

/** @param before what the bytes before these gave; 0 to begin with */
export function crc32c(bytes: Uint8Array, before = 0): number {
  const table = crc32cSlices();
  let crc = ~before;
  let index = 0;
  for (const end = bytes.length - 7; index < end; index += 8) {
    const low = crc ^ word(bytes, index);
    const high = word(bytes, index + 4);
    crc =
      at(table, 1792 + (low & 0xff)) ^
      at(table, 1536 + ((low >>> 8) & 0xff)) ^
      at(table, 1280 + ((low >>> 16) & 0xff)) ^
      at(table, 1024 + (low >>> 24)) ^
      at(table, 768 + (high & 0xff)) ^
      at(table, 512 + ((high >>> 8) & 0xff)) ^
      at(table, 256 + ((high >>> 16) & 0xff)) ^
      at(table, high >>> 24);
  }
  for (; index < bytes.length; index += 1) crc = (crc >>> 8) ^ at(table, (crc ^ at(bytes, index)) & 0xff);
  return ~crc >>> 0;
}

/** Two halves of 32 bits each. */
export interface Crc64 {
  readonly high: number;
  readonly low: number;
}

interface Crc64Tables {
  readonly high: Uint32Array;
  readonly low: Uint32Array;
}
let crc64Tables: Crc64Tables | undefined;

function crc64Slices(): Crc64Tables {
  if (crc64Tables !== undefined) return crc64Tables;
  const high = new Uint32Array(SLICES * 256);
  const low = new Uint32Array(SLICES * 256);
  for (let byte = 0; byte < 256; byte += 1) {
    let upper = 0;
    let lower = byte;
    for (let bit = 0; bit < 8; bit += 1) {
      const odd = (lower & 1) !== 0;
      lower = (lower >>> 1) | ((upper & 1) << 31);
      upper >>>= 1;
      if (odd) {
        upper ^= CRC64_HIGH;
        lower ^= CRC64_LOW;
      }
    }
    high[byte] = upper;
    low[byte] = lower;
  }
  for (let index = 256; index < high.length; index += 1) {
    const upper = at(high, index - 256);
    const lower = at(low, index - 256);
    const entry = lower & 0xff;
    low[index] = ((lower >>> 8) | (upper << 24)) ^ at(low, entry);
    high[index] = (upper >>> 8) ^ at(high, entry);
  }
  crc64Tables = { high, low };
  return crc64Tables;
}

export const CRC64_START: Crc64 = { high: 0, low: 0 };

/** CRC-64/NVME. @param before what the bytes before these gave */
export function crc64nvme(bytes: Uint8Array, before: Crc64 = CRC64_START): Crc64 {
  const tables = crc64Slices();
  const { high: upper, low: lower } = tables;
  let high = ~before.high;
  let low = ~before.low;
  let index = 0;
  for (const end = bytes.length - 7; index < end; index += 8) {
    const one = low ^ word(bytes, index);
    const two = high ^ word(bytes, index + 4);
    const a = 1792 + (one & 0xff);
    const b = 1536 + ((one >>> 8) & 0xff);
    const c = 1280 + ((one >>> 16) & 0xff);
    const d = 1024 + (one >>> 24);
    const e = 768 + (two & 0xff);
    const f = 512 + ((two >>> 8) & 0xff);
    const g = 256 + ((two >>> 16) & 0xff);
    const h = two >>> 24;
    low =
      at(lower, a) ^
      at(lower, b) ^
      at(lower, c) ^
      at(lower, d) ^
      at(lower, e) ^
      at(lower, f) ^
      at(lower, g) ^
      at(lower, h);
    high =
      at(upper, a) ^
      at(upper, b) ^
      at(upper, c) ^
      at(upper, d) ^
      at(upper, e) ^
      at(upper, f) ^
      at(upper, g) ^
      at(upper, h);
  }
  for (; index < bytes.length; index += 1) {
    const entry = (low ^ at(bytes, index)) & 0xff;
    low = ((low >>> 8) | (high << 24)) ^ at(lower, entry);
    high = (high >>> 8) ^ at(upper, entry);
  }
  return { high: ~high >>> 0, low: ~low >>> 0 };
}

/** Four bytes, the lowest first. */
function word(bytes: Uint8Array, index: number): number {
  return at(bytes, index) | (at(bytes, index + 1) << 8) | (at(bytes, index + 2) << 16) | (at(bytes, index + 3) << 24);
}

/** An index that is in the array, as the compiler cannot know. */
function at(values: Uint8Array | Uint32Array, index: number): number {
  return values[index] ?? 0;
}

/** Reflected polynomials as one number, for {@link combined}. */
export const POLYNOMIALS: Readonly<Record<CrcName, { readonly bits: number; readonly polynomial: bigint }>> = {
  CRC32: { bits: 32, polynomial: 0xedb88320n },
  CRC32C: { bits: 32, polynomial: BigInt(CRC32C_POLYNOMIAL) },
  CRC64NVME: { bits: 64, polynomial: (BigInt(CRC64_HIGH) << 32n) | BigInt(CRC64_LOW) },
};

export type CrcName = 'CRC32' | 'CRC32C' | 'CRC64NVME';

/**
 * The check of two contents one after the other, from their checks and the second's length in bytes.
 * Appending zeros is linear over GF(2), so it is a product of powers of one matrix (as zlib's crc32_combine does it).
 */
export function combined(name: CrcName, first: bigint, second: bigint, secondLength: number): bigint {
  return applied(zeros(name, secondLength), first) ^ second;
}

type Matrix = readonly bigint[];

const known = new Map<string, Matrix>();
const MOST_KNOWN = 16;

/** What so many bytes of zeros do to a check. Parts mostly have one length, so the last ones are remembered. */
function zeros(name: CrcName, length: number): Matrix {
  const remembered = known.get(`${name}/${length}`);
  if (remembered !== undefined) return remembered;
  const { bits, polynomial } = POLYNOMIALS[name];
  let power: Matrix = [polynomial, ...Array.from({ length: bits - 1 }, (_, row) => 1n << BigInt(row))];
  for (let doubling = 0; doubling < 3; doubling += 1) power = product(power, power);
  let matrix: Matrix = Array.from({ length: bits }, (_, row) => 1n << BigInt(row));
  for (let rest = length; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) matrix = product(power, matrix);
    power = product(power, power);
  }
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(`${name}/${length}`, matrix);
  return matrix;
}

function product(left: Matrix, right: Matrix): Matrix {
  return right.map((row) => applied(left, row));
}

function applied(matrix: Matrix, vector: bigint): bigint {
  let sum = 0n;
  let rest = vector;
  for (const row of matrix) {
    if ((rest & 1n) === 1n) sum ^= row;
    rest >>= 1n;
  }
  return sum;
}
