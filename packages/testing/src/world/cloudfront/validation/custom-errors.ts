import { cloudFrontError } from '../../aws-error.ts';
import type { DistributionConfigInput } from '../distribution-config.ts';

const ERROR_CODES: readonly number[] = [400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504];
const RESPONSE_CODES: readonly string[] = ['200', ...ERROR_CODES.map(String)];

/** Pages of one's own for errors. @throws `InvalidErrorCode`, `InvalidResponseCode`, `InvalidArgument` */
export function checkCustomErrors(config: DistributionConfigInput): void {
  const seen = new Set<number>();
  for (const response of config.CustomErrorResponses?.Items ?? []) {
    const code = response.ErrorCode;
    if (code === undefined || !ERROR_CODES.includes(code) || seen.has(code)) {
      throw cloudFrontError('InvalidErrorCode', 'An invalid error code was specified.');
    }
    seen.add(code);
    const page = response.ResponsePagePath ?? '';
    const answer = response.ResponseCode ?? '';
    if ((page === '') !== (answer === '')) {
      throw cloudFrontError('InvalidArgument', 'ResponsePagePath and ResponseCode must be given together.');
    }
    if (answer !== '' && !RESPONSE_CODES.includes(answer)) {
      throw cloudFrontError('InvalidResponseCode', 'A response code is not valid.');
    }
    if (page !== '' && !page.startsWith('/')) {
      throw cloudFrontError('InvalidArgument', 'The parameter ResponsePagePath must begin with a slash.');
    }
  }
}
