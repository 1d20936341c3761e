import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checksumOfParts, digestOf } from './checksum.ts';
import { crc32c, crc64nvme } from './crc.ts';

const text = (value: string) => Buffer.from(value);

describe('checks', () => {
  // Source: the catalogue of parametrised CRC algorithms, each one's check value of "123456789".
  it('agree with their published check values', () => {
    expect(crc32c(text('123456789')).toString(16)).toBe('e3069283');
    const { high, low } = crc64nvme(text('123456789'));
    expect(high.toString(16) + low.toString(16).padStart(8, '0')).toBe('ae8b14860a799888');
    expect(digestOf('CRC32').value()).toBe('AAAAAA==');
  });

  it.each(['CRC32', 'CRC32C', 'CRC64NVME'] as const)('%s of parts is that of the whole', (algorithm) => {
    const of = (bytes: Uint8Array) => {
      const digest = digestOf(algorithm);
      digest.update(bytes);
      return digest.value();
    };
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 100 }), { minLength: 1, maxLength: 5 }), (parts) => {
        const whole = Buffer.concat(parts);
        const stepwise = digestOf(algorithm);
        for (const part of parts) stepwise.update(part);
        expect(stepwise.value()).toBe(of(whole));
        const checksums = parts.map((part) => ({ value: of(part), size: part.length }));
        expect(checksumOfParts(algorithm, 'FULL_OBJECT', checksums).value).toBe(of(whole));
      }),
    );
  });

  it('of parts may be one of their checksums instead', () => {
    const one = digestOf('SHA256').value();
    expect(checksumOfParts('SHA256', 'FULL_OBJECT', [{ value: one, size: 0 }])).toMatchObject({ type: 'COMPOSITE' });
    expect(checksumOfParts('CRC32', 'COMPOSITE', [{ value: 'AAAAAA==', size: 0 }]).value).toBe(
      `${Buffer.from(crc32(Buffer.alloc(4)).toString(16).padStart(8, '0'), 'hex').toString('base64')}-1`,
    );
  });
});
