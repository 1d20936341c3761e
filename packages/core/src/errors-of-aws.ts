import { S3FrontError } from './errors.ts';
import { ACM_REFUSALS } from './refusal/of-acm.ts';
import { COMMON_REFUSALS, isUnnamed, otherRefusal } from './refusal/of-any-service.ts';
import { CLOUDFRONT_REFUSALS, pricingPlanBlocks } from './refusal/of-cloudfront.ts';
import { S3_REFUSALS } from './refusal/of-s3.ts';
import type { AwsRefusal, AwsService, RefusalSubject, RefusalTable, Translation } from './refusal/refusal.ts';

export type { AwsRefusal, AwsService, RefusalSubject } from './refusal/refusal.ts';

const TABLES: Readonly<Record<AwsService, RefusalTable>> = {
  s3: S3_REFUSALS,
  cloudfront: CLOUDFRONT_REFUSALS,
  acm: ACM_REFUSALS,
};

/**
 * The one way from an error of AWS to ours: the codes that the ports document, a sentence that names what the call
 * was about, and a hint. What no table knows becomes `AWS_REFUSED` with AWS's own code and sentence and a kind by
 * HTTP status; AWS's answer is always kept in `error.aws`.
 */
export function translateAwsError(answer: AwsRefusal, subject: RefusalSubject, cause?: unknown): S3FrontError {
  const { code, status, requestId, message } = answer;
  return new S3FrontError({ ...translation(answer, subject), aws: { code, status, requestId, message }, cause });
}

function translation(answer: AwsRefusal, subject: RefusalSubject): Translation {
  const blocked = answer.service === 'cloudfront' ? pricingPlanBlocks(answer, subject) : undefined;
  if (blocked !== undefined) return blocked;
  const named = { ...answer, code: isUnnamed(answer.code) && answer.status === 404 ? 'NotFound' : answer.code };
  const translate = TABLES[answer.service].get(named.code) ?? COMMON_REFUSALS.get(named.code) ?? otherRefusal;
  return translate(named, subject);
}
