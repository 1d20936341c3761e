import { accessDenied } from './of-any-service.ts';
import {
  type AwsRefusal,
  distributionOf,
  type RefusalSubject,
  type RefusalTable,
  startOf,
  type Translate,
  type Translation,
} from './refusal.ts';

/** CloudFront's codes. Source: CloudFront API Reference (2020-05-31), "Errors" of each action. */
export const CLOUDFRONT_REFUSALS: RefusalTable = new Map<string, Translate>([
  ['NoSuchDistribution', distributionNotFound],
  [
    'NoSuchInvalidation',
    (_, subject) => ({
      code: 'INVALIDATION_NOT_FOUND',
      kind: 'not-found',
      message: `${startOf(distributionOf(subject))} has no invalidation ${subject.invalidation ?? 'of that id'}.`,
      hint:
        subject.distribution === undefined
          ? undefined
          : `List its invalidations with 's3front cfinvalinfo cf://${subject.distribution}'.`,
    }),
  ],
  [
    'NoSuchOriginAccessControl',
    (_, subject) => ({
      code: 'ORIGIN_ACCESS_CONTROL_NOT_FOUND',
      kind: 'not-found',
      message: `There is no origin access control ${subject.accessControl ?? 'of the id that the origin names'}.`,
    }),
  ],
  ['PreconditionFailed', preconditionFailed],
  // CloudFront says this of an If-Match that it cannot read at all; the cure is the same: read again.
  ['InvalidIfMatchVersion', preconditionFailed],
  ['CNAMEAlreadyExists', aliasTaken],
  ['InvalidViewerCertificate', certificateRefused],
  ['InvalidMinimumProtocolVersion', certificateRefused],
  [
    'TooManyDistributionCNAMEs',
    (_, subject) => ({
      code: 'TOO_MANY_ALIASES',
      kind: 'rejected',
      message: `${startOf(distributionOf(subject))} would have more aliases than the account's quota allows (100 unless it was raised).`,
      hint: `Cover several names with one wildcard alias such as '*.example.com', spread them over distributions, or ask AWS to raise the quota "Alternate domain names (CNAMEs) per distribution".`,
    }),
  ],
  [
    'TooManyDistributions',
    () => ({
      code: 'TOO_MANY_DISTRIBUTIONS',
      kind: 'rejected',
      message: 'The account has as many distributions as its quota allows.',
      hint: `Remove one with 's3front cfremove cf://ID', or ask AWS to raise the quota "Web distributions per AWS account".`,
    }),
  ],
  [
    'TooManyDistributionsAssociatedToOriginAccessControl',
    (_, subject) => ({
      code: 'ORIGIN_ACCESS_CONTROL_FULL',
      kind: 'conflict',
      message: `${accessControlOf(subject)} serves as many distributions as AWS allows for one.`,
      hint: 'Use another origin access control for the next distributions.',
    }),
  ],
  [
    'TooManyOriginAccessControls',
    () => ({
      code: 'TOO_MANY_ORIGIN_ACCESS_CONTROLS',
      kind: 'rejected',
      message: 'The account has as many origin access controls as its quota allows.',
      hint: 'Delete one that no distribution uses in the CloudFront console, or ask AWS to raise the quota.',
    }),
  ],
  [
    'OriginAccessControlAlreadyExists',
    (_, subject) => ({
      code: 'ORIGIN_ACCESS_CONTROL_EXISTS',
      kind: 'conflict',
      message: `${accessControlOf(subject)} exists already: the name is taken.`,
    }),
  ],
  [
    'OriginAccessControlInUse',
    (_, subject) => ({
      code: 'ORIGIN_ACCESS_CONTROL_IN_USE',
      kind: 'conflict',
      message: `${accessControlOf(subject)} is in use by a distribution.`,
    }),
  ],
  ['DistributionAlreadyExists', distributionExists],
  [
    'DistributionNotDisabled',
    (_, subject) => ({
      code: 'DISTRIBUTION_NOT_DISABLED',
      kind: 'conflict',
      message: `${startOf(distributionOf(subject))} cannot be deleted while it is enabled or its last change is not deployed.`,
      hint:
        subject.distribution === undefined
          ? undefined
          : `'s3front cfremove cf://${subject.distribution}' disables it, waits until that is deployed, and deletes it.`,
    }),
  ],
  ['ResourceInUse', inUse('tenants or another resource of the account still use it')],
  ['StagingDistributionInUse', inUse('a staging distribution or a continuous deployment policy hangs on it')],
  ['ContinuousDeploymentPolicyInUse', inUse('a continuous deployment policy uses it')],
  [
    'TooManyInvalidationsInProgress',
    (_, subject) => ({
      code: 'TOO_MANY_INVALIDATIONS',
      kind: 'throttled',
      message: `${startOf(distributionOf(subject))} has as many invalidations in progress as CloudFront allows.`,
      hint:
        subject.distribution === undefined
          ? 'Wait until some have completed and run the command again.'
          : `Wait until some have completed ('s3front cfinvalinfo cf://${subject.distribution}' shows them) and run the command again.`,
    }),
  ],
  [
    'BatchTooLarge',
    (_, subject) => ({
      code: 'INVALIDATION_TOO_LARGE',
      kind: 'rejected',
      message: `The invalidation for ${distributionOf(subject)} has more paths than CloudFront takes at once.`,
      hint: "Name a directory with a wildcard, such as '/images/*', which counts as one path.",
    }),
  ],
  [
    'AccessDenied',
    (answer, subject) =>
      /must be verified/i.test(answer.message ?? '')
        ? {
            code: 'ACCOUNT_NOT_VERIFIED',
            kind: 'denied',
            message: 'CloudFront does not let this account create distributions until AWS has verified the account.',
            hint: 'Ask AWS Support to verify the account for CloudFront.',
          }
        : accessDenied(answer, subject),
  ],
]);

/**
 * What a deletion is told whatever the code is: the code for a distribution under a pricing plan is not documented.
 * Source: CloudFront Developer Guide, "Delete a distribution".
 */
export function pricingPlanBlocks(answer: AwsRefusal, subject: RefusalSubject): Translation | undefined {
  if (answer.operation !== 'DeleteDistribution' || !/pricing plan/i.test(answer.message ?? '')) return undefined;
  return deleteBlocked(
    subject,
    'it is subscribed to a pricing plan',
    'Cancel the plan in the CloudFront console; it ends with the billing period, and then the distribution can be removed.',
  );
}

function distributionNotFound(_: AwsRefusal, subject: RefusalSubject): Translation {
  return {
    code: 'DISTRIBUTION_NOT_FOUND',
    kind: 'not-found',
    message: `${startOf(distributionOf(subject))} does not exist in this account.`,
    hint: "List the account's distributions with 's3front cfinfo'.",
  };
}

function preconditionFailed(_: AwsRefusal, subject: RefusalSubject): Translation {
  return {
    code: 'PRECONDITION_FAILED',
    kind: 'precondition',
    message: `${startOf(distributionOf(subject))} was changed by somebody else in the meantime.`,
    hint: 'Run the command again: it reads the current configuration first.',
  };
}

function aliasTaken(answer: AwsRefusal, subject: RefusalSubject): Translation {
  const names = namesOf(subject);
  const common = { code: 'ALIAS_TAKEN', kind: 'conflict' } as const;
  if (/dns record/i.test(answer.message ?? '')) {
    return {
      ...common,
      message: `CloudFront refuses ${names}: a name's DNS record points to another CloudFront distribution.`,
      hint: 'Point the DNS record at this distribution, or delete it, and run the command again.',
    };
  }
  return {
    ...common,
    message: `CloudFront refuses ${names}: a name belongs to another distribution, in this or in another account.`,
    hint: "If it is yours, 's3front cfinfo' shows which has it: take it away there with 's3front cfmodify cf://ID --cf-remove-cname NAME' and run the command again. If not, AWS Support can release a name whose DNS you control.",
  };
}

function certificateRefused(answer: AwsRefusal, subject: RefusalSubject): Translation {
  const names = subject.aliases ?? [];
  const reason = (answer.message ?? '').trim().replace(/\.$/, '');
  return {
    code: 'CERTIFICATE_REFUSED',
    kind: 'rejected',
    message: `CloudFront refuses the certificate for ${namesOf(subject)}${reason === '' ? '' : `: ${reason}`}.`,
    hint: `It must be issued, stand in us-east-1 and cover every alias. 's3front cert ls' lists them, 's3front cert request ${names.length === 0 ? 'NAME…' : names.join(' ')}' asks for one.`,
  };
}

function distributionExists(answer: AwsRefusal, subject: RefusalSubject): Translation {
  const id = subject.distribution ?? /already exists: ([A-Z0-9]+)/i.exec(answer.message ?? '')?.[1];
  return {
    code: 'DISTRIBUTION_EXISTS',
    kind: 'conflict',
    message: `A distribution with this caller reference exists already${id === undefined ? '' : `: cf://${id}`}.`,
    hint: id === undefined ? "Find it with 's3front cfinfo'." : `Look at it with 's3front cfinfo cf://${id}'.`,
  };
}

function inUse(reason: string): Translate {
  return (answer, subject) =>
    answer.operation === 'DeleteDistribution'
      ? deleteBlocked(subject, reason, 'Remove what hangs on it first; waiting does not help.')
      : {
          code: 'RESOURCE_IN_USE',
          kind: 'conflict',
          message: `CloudFront refused ${answer.operation} on ${distributionOf(subject)}: ${reason}.`,
        };
}

function deleteBlocked(subject: RefusalSubject, reason: string, hint: string): Translation {
  return {
    code: 'DELETE_BLOCKED',
    kind: 'conflict',
    message: `${startOf(distributionOf(subject))} cannot be deleted: ${reason}.`,
    hint,
  };
}

function namesOf(subject: RefusalSubject): string {
  const aliases = subject.aliases ?? [];
  return aliases.length === 0 ? 'the aliases' : aliases.join(', ');
}

function accessControlOf(subject: RefusalSubject): string {
  return subject.accessControl === undefined
    ? 'The origin access control'
    : `The origin access control ${subject.accessControl}`;
}
