import { createHash, type Hash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { s3Error } from '../aws-error.ts';
import { CRC64_START, type CrcName, combined, crc32c, crc64nvme, POLYNOMIALS } from './crc.ts';

/** Source: S3 User Guide, "Checking object integrity", without the XXHASH family. */
export type ChecksumAlgorithm = 'CRC32' | 'CRC32C' | 'CRC64NVME' | 'SHA1' | 'SHA256' | 'SHA512' | 'MD5';
export type ChecksumType = 'FULL_OBJECT' | 'COMPOSITE';

export const CHECKSUM_ALGORITHMS: readonly ChecksumAlgorithm[] = [
  'CRC32',
  'CRC32C',
  'CRC64NVME',
  'SHA1',
  'SHA256',
  'SHA512',
  'MD5',
];

/** What S3 computes when nobody sends one. */
export const DEFAULT_CHECKSUM: ChecksumAlgorithm = 'CRC64NVME';

export interface ObjectChecksum {
  readonly algorithm: ChecksumAlgorithm;
  /** Base64; of a composite one with `-` and the number of parts after it. */
  readonly value: string;
  readonly type: ChecksumType;
}

const SIZES: Readonly<Record<ChecksumAlgorithm, number>> = {
  CRC32: 4,
  CRC32C: 4,
  CRC64NVME: 8,
  SHA1: 20,
  SHA256: 32,
  SHA512: 64,
  MD5: 16,
};

export function isChecksumAlgorithm(text: string): text is ChecksumAlgorithm {
  return Object.hasOwn(SIZES, text);
}

export function isCrc(algorithm: ChecksumAlgorithm): algorithm is CrcName {
  return Object.hasOwn(POLYNOMIALS, algorithm);
}

/** Whether the text can be a checksum of this kind at all. */
export function isChecksumText(text: string, algorithm: ChecksumAlgorithm): boolean {
  const bytes = Buffer.from(text, 'base64');
  return bytes.length === SIZES[algorithm] && bytes.toString('base64') === text;
}

export interface Digest {
  update(chunk: Uint8Array): void;
  /** Base64. */
  value(): string;
}

export function digestOf(algorithm: ChecksumAlgorithm): Digest {
  switch (algorithm) {
    case 'CRC32':
      return crcDigest((chunk, before) => crc32(chunk, before));
    case 'CRC32C':
      return crcDigest(crc32c);
    case 'CRC64NVME':
      return crc64Digest();
    case 'SHA1':
    case 'SHA256':
    case 'SHA512':
    case 'MD5':
      return hashDigest(createHash(algorithm.toLowerCase()));
  }
}

function hashDigest(hash: Hash): Digest {
  return { update: (chunk) => void hash.update(chunk), value: () => hash.digest('base64') };
}

function crcDigest(step: (chunk: Uint8Array, before: number) => number): Digest {
  let crc = 0;
  return {
    update: (chunk) => {
      crc = step(chunk, crc);
    },
    value: () => {
      const bytes = Buffer.alloc(4);
      bytes.writeUInt32BE(crc >>> 0);
      return bytes.toString('base64');
    },
  };
}

function crc64Digest(): Digest {
  let crc = CRC64_START;
  return {
    update: (chunk) => {
      crc = crc64nvme(chunk, crc);
    },
    value: () => {
      const bytes = Buffer.alloc(8);
      bytes.writeUInt32BE(crc.high, 0);
      bytes.writeUInt32BE(crc.low, 4);
      return bytes.toString('base64');
    },
  };
}

export interface PartChecksum {
  readonly value: string;
  /** Bytes. */
  readonly size: number;
}

/** The checksum of an object from those of its parts. Source: S3 User Guide, "Using part-level checksums". */
export function checksumOfParts(
  algorithm: ChecksumAlgorithm,
  type: ChecksumType,
  parts: readonly PartChecksum[],
): ObjectChecksum {
  if (type === 'FULL_OBJECT' && isCrc(algorithm)) return { algorithm, type, value: wholeCrc(algorithm, parts) };
  const digest = digestOf(algorithm);
  for (const part of parts) digest.update(Buffer.from(part.value, 'base64'));
  return { algorithm, type: 'COMPOSITE', value: `${digest.value()}-${parts.length}` };
}

function wholeCrc(algorithm: CrcName, parts: readonly PartChecksum[]): string {
  const whole = parts.reduce((sum, part) => combined(algorithm, sum, numberOf(part.value), part.size), 0n);
  return Buffer.from(whole.toString(16).padStart(SIZES[algorithm] * 2, '0'), 'hex').toString('base64');
}

function numberOf(checksum: string): bigint {
  return BigInt(`0x${Buffer.from(checksum, 'base64').toString('hex')}`);
}

export function badContentMd5(expected: string, computed: string): Error {
  return s3Error('BadDigest', 'The Content-MD5 you specified did not match what we received.', {
    ExpectedDigest: expected,
    CalculatedDigest: computed,
  });
}

export function badChecksum(algorithm: ChecksumAlgorithm): Error {
  return s3Error('BadDigest', `The ${algorithm} you specified did not match the calculated checksum.`);
}
