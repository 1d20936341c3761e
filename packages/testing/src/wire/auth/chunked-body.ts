import { createHash, type Hash } from 'node:crypto';
import { AwsError } from '../../world/aws-error.ts';
import { WIRE_LIMITS } from '../limits.ts';
import { incompleteBody, signatureMismatch } from './body-errors.ts';
import { ByteReader } from './byte-reader.ts';
import type { SignatureV4 } from './signature.ts';
import { equalInConstantTime, hmac, scopeOf } from './sigv4.ts';

/** By what the chunks are verified: each signature is made over the one before. */
export interface ChunkSigning {
  readonly key: Buffer;
  readonly signature: SignatureV4;
}

export interface Chunked {
  readonly body: AsyncIterable<Uint8Array>;
  /** What the client says the content's length is, in bytes. */
  readonly decodedLength: number;
  /** The trailers that the headers announce, in lower case. */
  readonly announced: readonly string[];
  /** Chunks are signed: their signatures have to be there, and with a key they have to be right. */
  readonly signed: boolean;
  readonly signing: ChunkSigning | undefined;
  /** Filled at the end of the body. */
  readonly trailers: Map<string, string>;
}

/**
 * The content of an aws-chunked body. Chunks are handed on as they arrive, and verified at their ends.
 * Source: S3 API Reference, "Signature Calculations for the Authorization Header: Transferring Payload in Multiple
 * Chunks" and "… Including trailing headers".
 */
export async function* decodeChunked(chunked: Chunked): AsyncGenerator<Uint8Array> {
  const reader = new ByteReader(chunked.body);
  const chain = chunked.signing === undefined ? undefined : new SignatureChain(chunked.signing);
  let total = 0;
  try {
    for (;;) {
      const chunk = await readChunkHead(reader, chunked.signed);
      const hash = chain === undefined ? undefined : createHash('sha256');
      total += chunk.size;
      if (total > chunked.decodedLength) throw incompleteBody();
      yield* chunkContent(reader, chunk.size, hash);
      chain?.verify(CHUNK, `${EMPTY_HASH}\n${(hash ?? createHash('sha256')).digest('hex')}`, chunk.signature);
      if (chunk.size === 0) break;
      if ((await reader.line(WIRE_LIMITS.chunkLine)) !== '') throw incompleteBody();
    }
    if (total !== chunked.decodedLength) throw incompleteBody();
    await readTrailers(reader, chunked, chain);
  } finally {
    await reader.close();
  }
}

const CHUNK = 'AWS4-HMAC-SHA256-PAYLOAD';
const TRAILER = 'AWS4-HMAC-SHA256-TRAILER';
const EMPTY_HASH = createHash('sha256').digest('hex');

interface ChunkHead {
  readonly size: number;
  readonly signature: string;
}

async function readChunkHead(reader: ByteReader, signed: boolean): Promise<ChunkHead> {
  const line = await reader.line(WIRE_LIMITS.chunkLine);
  const match = line === undefined ? null : /^([0-9a-f]{1,12})(?:;chunk-signature=([0-9a-f]{64}))?\s*$/i.exec(line);
  if (match === null) throw incompleteBody();
  const [, size = '', signature] = match;
  if (signed && signature === undefined) throw incompleteBody();
  return { size: Number.parseInt(size, 16), signature: signature ?? '' };
}

async function* chunkContent(reader: ByteReader, size: number, hash: Hash | undefined): AsyncGenerator<Uint8Array> {
  let left = size;
  while (left > 0) {
    const piece = await reader.some(left);
    if (piece === undefined) throw incompleteBody();
    left -= piece.length;
    hash?.update(piece);
    yield piece;
  }
}

/** Lines up to an empty one, or to the end of the body, which some clients leave it at. */
async function readTrailers(reader: ByteReader, chunked: Chunked, chain: SignatureChain | undefined): Promise<void> {
  const { announced, trailers } = chunked;
  let size = 0;
  let canonical = '';
  let signature: string | undefined;
  for (;;) {
    const line = await reader.line(WIRE_LIMITS.chunkLine);
    if (line === undefined || line === '') break;
    size += line.length;
    if (size > WIRE_LIMITS.trailers) throw malformedTrailer();
    const [name, value] = trailerOf(line);
    if (name === 'x-amz-trailer-signature') {
      signature = value;
      continue;
    }
    canonical += `${name}:${value}\n`;
    trailers.set(name, value);
  }
  if (trailers.size !== announced.length || announced.some((name) => !trailers.has(name))) throw malformedTrailer();
  if (announced.length > 0 && chunked.signed) {
    if (signature === undefined) throw malformedTrailer();
    chain?.verify(TRAILER, createHash('sha256').update(canonical).digest('hex'), signature);
  }
  await reader.end();
}

function trailerOf(line: string): readonly [name: string, value: string] {
  const at = line.indexOf(':');
  if (at < 1) throw malformedTrailer();
  return [line.slice(0, at).trim().toLowerCase(), line.slice(at + 1).trim()];
}

class SignatureChain {
  readonly #signing: ChunkSigning;
  #previous: string;

  constructor(signing: ChunkSigning) {
    this.#signing = signing;
    this.#previous = signing.signature.signature;
  }

  verify(kind: string, hashes: string, given: string): void {
    const { key, signature } = this.#signing;
    const text = [kind, signature.time, scopeOf(signature), this.#previous, hashes].join('\n');
    const expected = hmac(key, text).toString('hex');
    if (!equalInConstantTime(expected, given.toLowerCase())) throw signatureMismatch(signature.accessKey, given, text);
    this.#previous = expected;
  }
}

function malformedTrailer(): AwsError {
  return new AwsError({
    service: 's3',
    code: 'MalformedTrailerError',
    status: 400,
    message: 'The request contained trailing data that was not well-formed or did not conform to our published schema.',
  });
}
