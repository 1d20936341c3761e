import type { RefusalTable, Translate } from './refusal.ts';

/** ACM's codes. Source: ACM API Reference, "Errors" of each action. */
export const ACM_REFUSALS: RefusalTable = new Map<string, Translate>([
  [
    'ResourceNotFoundException',
    (_, subject) => ({
      code: 'CERTIFICATE_NOT_FOUND',
      kind: 'not-found',
      message: `There is no certificate ${subject.certificate ?? 'of that ARN'} in us-east-1.`,
      hint: "List the certificates that CloudFront can use with 's3front cert ls'.",
    }),
  ],
  [
    'LimitExceededException',
    () => ({
      code: 'TOO_MANY_CERTIFICATES',
      kind: 'rejected',
      message: "ACM's quota of certificates, or of names in one certificate, is used up.",
      hint: 'Delete certificates that nothing uses, or ask AWS to raise the quota; ACM counts per year.',
    }),
  ],
]);
