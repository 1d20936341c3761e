import { s3Error } from '../aws-error.ts';
import type { Transaction } from '../store/store.ts';
import type { NotedBody } from './body-ledger.ts';
import {
  badChecksum,
  badContentMd5,
  type ChecksumAlgorithm,
  DEFAULT_CHECKSUM,
  digestOf,
  isChecksumText,
} from './checksum.ts';
import type { Integrity } from './requests.ts';
import type { Room } from './room.ts';

export interface CheckedBody {
  readonly name: string;
  readonly size: number;
  /** Hexadecimal digits. */
  readonly md5: string;
  readonly algorithm: ChecksumAlgorithm;
  /** Base64. */
  readonly checksum: string;
}

export interface BodyRequest extends Integrity {
  readonly Body: AsyncIterable<Uint8Array>;
  /** Which checksum is to be kept; without it the one that the sender gave, or else S3's own. */
  readonly Algorithm?: ChecksumAlgorithm | undefined;
}

/** Source: S3 User Guide, "Uploading objects": 5 GiB in one request. */
const LARGEST = 5 * 1024 ** 3;

/**
 * Writes a body, and then lets what `refer` writes refer to it; when it is not what the sender says, or `refer`
 * throws, it is taken back.
 *
 * @throws `BadDigest`, `InvalidDigest`, `InvalidRequest`, `EntityTooLarge`, what `refer` throws
 */
export async function writeBody<Answer>(
  room: Room,
  request: BodyRequest,
  refer: (transaction: Transaction, body: CheckedBody) => Answer,
): Promise<Answer> {
  checkDigests(request);
  const begun = room.bodies.begin();
  const answer = await written(room, request, begun, refer);
  await room.bodies.sweepQuietly();
  return answer;
}

async function written<Answer>(
  room: Room,
  request: BodyRequest,
  begun: NotedBody,
  refer: (transaction: Transaction, body: CheckedBody) => Answer,
): Promise<Answer> {
  const { bodies, store } = room.context;
  const sent = request.Checksum?.algorithm;
  const algorithm = request.Algorithm ?? sent ?? DEFAULT_CHECKSUM;
  const digest = digestOf(algorithm);
  const other = sent === undefined || sent === algorithm ? undefined : digestOf(sent);
  const content = async function* () {
    let size = 0;
    for await (const chunk of request.Body) {
      digest.update(chunk);
      other?.update(chunk);
      size += chunk.length;
      if (size > LARGEST) throw tooLarge(size);
      yield chunk;
    }
  };
  try {
    const { size, md5 } = await bodies.write(begun.name, content());
    const body = { name: begun.name, size, md5, algorithm, checksum: digest.value() };
    compare(request, body, other?.value() ?? body.checksum);
    return store.transact((transaction) => {
      const answer = refer(transaction, body);
      room.bodies.keep(transaction, begun);
      return answer;
    });
  } catch (error) {
    await room.bodies.abandon(begun);
    throw error;
  }
}

function checkDigests({ ContentMD5: md5, Checksum: checksum }: Integrity): void {
  if (md5 !== undefined && !isChecksumText(md5, 'MD5')) {
    throw s3Error('InvalidDigest', 'The Content-MD5 you specified was invalid.', { 'Content-MD5': md5 });
  }
  const early = checksum?.expected();
  if (checksum !== undefined && early !== undefined) checkText(early, checksum.algorithm);
}

function checkText(expected: string, algorithm: ChecksumAlgorithm): void {
  if (isChecksumText(expected, algorithm)) return;
  throw s3Error('InvalidRequest', `Value for x-amz-checksum-${algorithm.toLowerCase()} header is invalid.`);
}

/** @param received the checksum of what came, by the algorithm that the sender chose */
function compare({ ContentMD5: md5, Checksum: checksum }: Integrity, body: CheckedBody, received: string): void {
  const found = Buffer.from(body.md5, 'hex').toString('base64');
  if (md5 !== undefined && md5 !== found) throw badContentMd5(md5, found);
  const expected = checksum?.expected();
  if (checksum === undefined || expected === undefined) return;
  checkText(expected, checksum.algorithm);
  if (expected !== received) throw badChecksum(checksum.algorithm);
}

function tooLarge(size: number): Error {
  return s3Error('EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size', {
    ProposedSize: String(size),
    MaxSizeAllowed: String(LARGEST),
  });
}
