import { accessDenied } from './of-any-service.ts';
import {
  type AwsRefusal,
  bucketOf,
  type RefusalSubject,
  type RefusalTable,
  startOf,
  type Translate,
  type Translation,
} from './refusal.ts';

/** S3's codes. Source: S3 API Reference, "Error responses", and the object ownership and Block Public Access pages. */
export const S3_REFUSALS: RefusalTable = new Map<string, Translate>([
  ['NoSuchBucket', bucketNotFound],
  ['NoSuchKey', objectNotFound],
  // A HEAD request has no body: the SDK only knows the status.
  [
    'NotFound',
    (answer, subject) =>
      subject.key === undefined ? bucketNotFound(answer, subject) : objectNotFound(answer, subject),
  ],
  [
    'BucketAlreadyExists',
    (_, subject) => ({
      code: 'BUCKET_EXISTS',
      kind: 'conflict',
      message: `The bucket name ${subject.bucket ?? ''} is taken by another account: bucket names are shared by everybody.`,
      hint: 'Choose another name. A bucket behind CloudFront does not have to be named after the site.',
    }),
  ],
  [
    'BucketAlreadyOwnedByYou',
    (_, subject) => ({
      code: 'BUCKET_ALREADY_YOURS',
      kind: 'conflict',
      message: `${startOf(bucketOf(subject))} exists already, and it is yours.`,
      hint: subject.bucket === undefined ? undefined : `List it with 's3front ls s3://${subject.bucket}'.`,
    }),
  ],
  [
    'BucketNotEmpty',
    (_, subject) => ({
      code: 'BUCKET_NOT_EMPTY',
      kind: 'conflict',
      message: `${startOf(bucketOf(subject))} is not empty.`,
      hint: `'s3front ls ${bucketOf(subject)}' lists what it holds. A bucket with versioning also has to lose its old versions.`,
    }),
  ],
  [
    'OperationAborted',
    (answer, subject) => ({
      code: 'BUCKET_BUSY',
      kind: 'conflict',
      message: `S3 refused ${answer.operation} because another change to ${bucketOf(subject)} is going on.`,
      hint: 'A bucket that was just deleted can keep its name busy for up to an hour. Run the command again later.',
    }),
  ],
  [
    'InvalidBucketName',
    (_, subject) => ({
      code: 'BUCKET_NAME_INVALID',
      kind: 'rejected',
      message: `S3 does not accept the bucket name ${subject.bucket ?? ''}.`,
    }),
  ],
  ['InvalidLocationConstraint', regionInvalid],
  ['IllegalLocationConstraintException', regionInvalid],
  [
    'TooManyBuckets',
    () => ({
      code: 'TOO_MANY_BUCKETS',
      kind: 'rejected',
      message: 'The account has as many buckets as its quota allows.',
      hint: "Remove one with 's3front rb s3://BUCKET', or ask AWS to raise the quota.",
    }),
  ],
  ['PermanentRedirect', wrongRegion],
  ['TemporaryRedirect', wrongRegion],
  ['AuthorizationHeaderMalformed', wrongRegion],
  [
    'PreconditionFailed',
    (_, subject) => ({
      code: 'PRECONDITION_FAILED',
      kind: 'precondition',
      message: `${objectOf(subject)} was changed by somebody else in the meantime.`,
    }),
  ],
  [
    'InvalidRange',
    (_, subject) => ({
      code: 'RANGE_NOT_SATISFIABLE',
      kind: 'usage',
      message: `${objectOf(subject)} has no such bytes.`,
    }),
  ],
  ['AccessControlListNotSupported', aclNotSupported],
  ['InvalidBucketAclWithObjectOwnership', aclNotSupported],
  ['InvalidBucketAclWithBlockPublicAccessError', publicAclBlocked],
  ['MalformedPolicy', policyMalformed],
  ['MalformedPolicyDocument', policyMalformed],
  ['InvalidPolicyDocument', policyMalformed],
  ['AccessDenied', s3AccessDenied],
]);

function s3AccessDenied(answer: AwsRefusal, subject: RefusalSubject): Translation {
  const sentence = answer.message ?? '';
  if (/BlockPublicPolicy|public policies are (prevented|blocked)/.test(sentence)) {
    return {
      code: 'POLICY_REFUSED',
      kind: 'denied',
      message: `S3 refuses the policy for ${bucketOf(subject)}: it makes the bucket public, and BlockPublicPolicy of S3 Block Public Access forbids that.`,
      hint: "A distribution with an origin access control, as 's3front cfcreate' makes it, needs no public policy. Otherwise switch BlockPublicPolicy off for the bucket, or for the account when the bucket's is off.",
    };
  }
  if (/BlockPublicAcls|public ACLs are (prevented|blocked)/.test(sentence)) return publicAclBlocked(answer, subject);
  const denied = accessDenied(answer, subject);
  if (subject.publicAcl !== true) return denied;
  // S3's older answer to a public ACL that the account blocks says no more than this.
  return {
    ...denied,
    hint: `${denied.hint} If they have it, the account's Block Public Access refuses the public ACL.`,
  };
}

/** Which settings refuse and what to do about it, `explainAclRefusal` finds out: an error of S3 does not say. */
function publicAclBlocked(_: AwsRefusal, subject: RefusalSubject): Translation {
  return {
    code: 'PUBLIC_ACL_BLOCKED',
    kind: 'denied',
    message: `S3 refuses a public ACL on ${objectOf(subject)}: BlockPublicAcls of the bucket's or the account's Block Public Access forbids it.`,
    hint: `Leave the ACL out, and publish the bucket with 's3front cfcreate ${bucketOf(subject)}'.`,
  };
}

function aclNotSupported(_: AwsRefusal, subject: RefusalSubject): Translation {
  return {
    code: 'ACL_NOT_SUPPORTED',
    kind: 'denied',
    message: `${startOf(bucketOf(subject))} takes no ACLs: its Object Ownership is BucketOwnerEnforced.`,
    hint: `Leave the ACL out, and publish the bucket with 's3front cfcreate ${bucketOf(subject)}'.`,
  };
}

function policyMalformed(answer: AwsRefusal, subject: RefusalSubject): Translation {
  const reason = (answer.message ?? '').trim().replace(/\.$/, '');
  return {
    code: 'POLICY_REFUSED',
    kind: 'rejected',
    message: `S3 refuses the policy for ${bucketOf(subject)}${reason === '' ? '' : `: ${reason}`}.`,
  };
}

function bucketNotFound(answer: AwsRefusal, subject: RefusalSubject): Translation {
  const make = subject.bucket === undefined ? '' : ` Make it with 's3front mb s3://${subject.bucket}'.`;
  return {
    code: 'BUCKET_NOT_FOUND',
    kind: 'not-found',
    message: `${startOf(bucketOf(subject))} does not exist.`,
    hint: `List your buckets with 's3front ls'.${answer.operation === 'DeleteBucket' ? '' : make}`,
  };
}

function objectNotFound(_: AwsRefusal, subject: RefusalSubject): Translation {
  return {
    code: 'OBJECT_NOT_FOUND',
    kind: 'not-found',
    message: `${objectOf(subject)} does not exist.`,
    hint: `List what there is with 's3front ls ${bucketOf(subject)}'.`,
  };
}

function regionInvalid(_: AwsRefusal, subject: RefusalSubject): Translation {
  const region = subject.region === undefined ? 'that region' : `the region '${subject.region}'`;
  return {
    code: 'REGION_INVALID',
    kind: 'rejected',
    message: `S3 does not make ${bucketOf(subject)} in ${region}.`,
    hint: "Name a region such as 'eu-west-1' with --bucket-location; a region that is off by default must be switched on for the account first.",
  };
}

function wrongRegion(_: AwsRefusal, subject: RefusalSubject): Translation {
  return {
    code: 'REGION_WRONG',
    kind: 'rejected',
    message: `${startOf(bucketOf(subject))} lives in another region than the request went to.`,
    hint: "Name the bucket's region with --region, or leave --endpoint-url out so that it is found by itself.",
  };
}

function objectOf(subject: RefusalSubject): string {
  return subject.key === undefined ? bucketOf(subject) : `${bucketOf(subject)}/${subject.key}`;
}
