import { createHash } from 'node:crypto';
import { type Transaction, table } from './store/store.ts';

/** The seed that a World's identifiers come from, and how many it has given. */
interface Generator {
  readonly seed: string;
  readonly given: number;
}
const generators = table<Generator>('identifiers');
const GENERATOR = 'generator';

/**
 * Identifiers in AWS's shapes. The same seed gives the same ones in the same order, and a World that is opened again
 * goes on from where it was.
 */
export class Identifiers {
  readonly #seed: () => string;

  /** @param seed called once in the life of a World, when it gives its first identifier */
  constructor(seed: () => string) {
    this.#seed = seed;
  }

  /** `E3RPA4Z4ALGTGO`: of a distribution, an origin access control, or a version of one. */
  entity(transaction: Transaction): string {
    return `E${this.#text(transaction, 13, UPPER)}`;
  }

  /** `d11jv2ffak0j4hx`: the first label of a distribution's domain name. */
  domainLabel(transaction: Transaction): string {
    return `d${this.#text(transaction, 13, LOWER)}`;
  }

  /** `I4ZGG5UKUDVEXPLDM6JTVKDP2P` */
  invalidation(transaction: Transaction): string {
    return `I${this.#text(transaction, 25, UPPER)}`;
  }

  /** A UUID, for the ARN of a certificate. */
  uuid(transaction: Transaction): string {
    const digits = this.#next(transaction).toString('hex');
    const variant = 'a';
    return [
      digits.slice(0, 8),
      digits.slice(8, 12),
      `4${digits.slice(13, 16)}`,
      `${variant}${digits.slice(17, 20)}`,
      digits.slice(20, 32),
    ].join('-');
  }

  /** Hexadecimal digits: the name of an object's body, a record that validates a certificate. */
  token(transaction: Transaction): string {
    return this.#next(transaction).toString('hex').slice(0, 32);
  }

  #text(transaction: Transaction, length: number, alphabet: string): string {
    const bytes = this.#next(transaction);
    // 256 is no multiple of 36, and nobody has to guess these.
    return Array.from({ length }, (_, index) => alphabet[(bytes[index] ?? 0) % alphabet.length]).join('');
  }

  #next(transaction: Transaction): Buffer {
    const known = transaction.get(generators, GENERATOR) ?? { seed: this.#seed(), given: 0 };
    const given = known.given + 1;
    transaction.put(generators, GENERATOR, { ...known, given });
    return createHash('sha256').update(`${known.seed}/${given}`).digest();
  }
}

const LOWER = 'abcdefghijklmnopqrstuvwxyz0123456789';
const UPPER = LOWER.toUpperCase();
