import { s3Error } from '../../world/aws-error.ts';
import {
  CHECKSUM_ALGORITHMS,
  type ChecksumAlgorithm,
  isChecksumAlgorithm,
  type ObjectChecksum,
} from '../../world/s3/checksum.ts';
import { headerOf } from '../request.ts';
import type { ResponseHeaders } from '../response.ts';
import type { AuthenticatedRequest } from '../service.ts';

const PREFIX = 'x-amz-checksum-';

export interface SentChecksum {
  readonly algorithm: ChecksumAlgorithm;
  /** Base64; where it comes after the content, undefined until that has ended. */
  readonly expected: () => string | undefined;
}

function checksumHeader(algorithm: ChecksumAlgorithm): string {
  return PREFIX + algorithm.toLowerCase();
}

/** `ChecksumCRC32`, as documents call it. */
export function checksumElement(algorithm: ChecksumAlgorithm): string {
  return `Checksum${algorithm}`;
}

/**
 * The checksum that the request has, in a header or after its content.
 *
 * @throws `InvalidRequest` (several, or one of another algorithm than it says), `NotImplemented`
 */
export function sentChecksum(request: AuthenticatedRequest): SentChecksum | undefined {
  const inHeaders = [...request.headers.keys()].filter((name) => name.startsWith(PREFIX) && !isAbout(name));
  const announced = (headerOf(request, 'x-amz-trailer') ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name.startsWith(PREFIX));
  const names = [...inHeaders, ...announced];
  const [name] = names;
  if (name === undefined) return undefined;
  if (names.length > 1) {
    throw s3Error(
      'InvalidRequest',
      'Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.',
    );
  }
  const algorithm = algorithmOf(name);
  const said = headerOf(request, 'x-amz-sdk-checksum-algorithm');
  if (said !== undefined && said.toUpperCase() !== algorithm) {
    throw s3Error('InvalidRequest', `Value for x-amz-sdk-checksum-algorithm header is invalid.`);
  }
  const header = headerOf(request, name);
  return { algorithm, expected: () => header ?? request.trailers.get(name) };
}

function algorithmOf(name: string): ChecksumAlgorithm {
  const algorithm = name.slice(PREFIX.length).toUpperCase();
  if (isChecksumAlgorithm(algorithm)) return algorithm;
  if (algorithm.startsWith('XXHASH')) {
    throw s3Error('NotImplemented', `The checksum ${algorithm} is not implemented by this offline AWS.`, {
      Header: name,
    });
  }
  throw s3Error('InvalidRequest', 'The algorithm type you specified in x-amz-checksum- header is invalid.');
}

/** Headers of that name that are no checksums. */
function isAbout(name: string): boolean {
  return ['mode', 'type', 'algorithm'].includes(name.slice(PREFIX.length));
}

/** The checksums of a document's element, such as a part of an upload. */
export function checksumIn(text: (name: string) => string | undefined): string | undefined {
  for (const algorithm of CHECKSUM_ALGORITHMS) {
    const value = text(checksumElement(algorithm));
    if (value !== undefined) return value;
  }
  return undefined;
}

export function checksumHeaders(checksum: ObjectChecksum | undefined): ResponseHeaders {
  if (checksum === undefined) return {};
  return { [checksumHeader(checksum.algorithm)]: checksum.value, 'x-amz-checksum-type': checksum.type };
}
