import { describe, expect, it } from 'vitest';
import { type ErrorKind, S3FrontError } from './errors.ts';
import { type AwsRefusal, type RefusalSubject, translateAwsError } from './errors-of-aws.ts';

const DISTRIBUTION: RefusalSubject = { distribution: 'E3RPA4Z4ALGTGO' };
const BUCKET: RefusalSubject = { bucket: 'public.example.org' };
const OBJECT: RefusalSubject = { bucket: 'public.example.org', key: 'logo.png' };
const PUBLIC_OBJECT: RefusalSubject = { ...OBJECT, publicAcl: true };
const ALIASES: RefusalSubject = { ...DISTRIBUTION, aliases: ['cdn.example.org'] };

interface Row {
  readonly answer: AwsRefusal;
  readonly subject: RefusalSubject;
  readonly code: string;
  readonly kind: ErrorKind;
  readonly says: RegExp;
  readonly hints?: RegExp;
}

function cloudfront(code: string, status: number, operation: string, message?: string): AwsRefusal {
  return { service: 'cloudfront', operation, code, status, message };
}

function s3(code: string, status: number, operation: string, message?: string): AwsRefusal {
  return { service: 's3', operation, code, status, message };
}

function acm(code: string, status: number, operation: string, message?: string): AwsRefusal {
  return { service: 'acm', operation, code, status, message };
}

const BLOCKED_ACL =
  'User: arn:aws:iam::111122223333:user/x is not authorized to perform: s3:PutObjectAcl on resource: "arn:aws:s3:::b/k" because public ACLs are prevented by the BlockPublicAcls setting in S3 Block Public Access.';

const ROWS: readonly Row[] = [
  {
    answer: cloudfront('NoSuchDistribution', 404, 'GetDistribution'),
    subject: DISTRIBUTION,
    code: 'DISTRIBUTION_NOT_FOUND',
    kind: 'not-found',
    says: /^cf:\/\/E3RPA4Z4ALGTGO does not exist/,
    hints: /s3front cfinfo/,
  },
  {
    answer: cloudfront('NoSuchInvalidation', 404, 'GetInvalidation'),
    subject: { ...DISTRIBUTION, invalidation: 'I1' },
    code: 'INVALIDATION_NOT_FOUND',
    kind: 'not-found',
    says: /cf:\/\/E3RPA4Z4ALGTGO has no invalidation I1/,
    hints: /s3front cfinvalinfo cf:\/\/E3RPA4Z4ALGTGO/,
  },
  {
    answer: cloudfront('NoSuchOriginAccessControl', 404, 'DeleteOriginAccessControl'),
    subject: { accessControl: 'E2' },
    code: 'ORIGIN_ACCESS_CONTROL_NOT_FOUND',
    kind: 'not-found',
    says: /access control E2/,
  },
  {
    answer: cloudfront('PreconditionFailed', 412, 'UpdateDistribution'),
    subject: DISTRIBUTION,
    code: 'PRECONDITION_FAILED',
    kind: 'precondition',
    says: /cf:\/\/E3RPA4Z4ALGTGO was changed by somebody else/,
  },
  {
    answer: cloudfront('InvalidIfMatchVersion', 400, 'UpdateDistribution'),
    subject: DISTRIBUTION,
    code: 'PRECONDITION_FAILED',
    kind: 'precondition',
    says: /changed/,
  },
  {
    answer: cloudfront('CNAMEAlreadyExists', 409, 'UpdateDistribution'),
    subject: ALIASES,
    code: 'ALIAS_TAKEN',
    kind: 'conflict',
    says: /cdn\.example\.org: a name belongs to another distribution/,
    hints: /--cf-remove-cname/,
  },
  {
    answer: cloudfront(
      'CNAMEAlreadyExists',
      409,
      'UpdateDistribution',
      'One or more aliases includes an incorrectly configured DNS record that points to another distribution.',
    ),
    subject: ALIASES,
    code: 'ALIAS_TAKEN',
    kind: 'conflict',
    says: /DNS record points to another/,
    hints: /Point the DNS record/,
  },
  {
    answer: cloudfront('InvalidViewerCertificate', 400, 'CreateDistribution', "The certificate doesn't cover it."),
    subject: ALIASES,
    code: 'CERTIFICATE_REFUSED',
    kind: 'rejected',
    says: /certificate for cdn\.example\.org: The certificate doesn't cover it\.$/,
    hints: /s3front cert request cdn\.example\.org/,
  },
  {
    answer: cloudfront('TooManyDistributionCNAMEs', 400, 'UpdateDistribution'),
    subject: ALIASES,
    code: 'TOO_MANY_ALIASES',
    kind: 'rejected',
    says: /more aliases/,
  },
  {
    answer: cloudfront('TooManyDistributions', 400, 'CreateDistribution'),
    subject: {},
    code: 'TOO_MANY_DISTRIBUTIONS',
    kind: 'rejected',
    says: /quota/,
  },
  {
    answer: cloudfront('TooManyDistributionsAssociatedToOriginAccessControl', 400, 'CreateDistribution'),
    subject: { accessControl: 'E2' },
    code: 'ORIGIN_ACCESS_CONTROL_FULL',
    kind: 'conflict',
    says: /control E2 serves as many/,
  },
  {
    answer: cloudfront('OriginAccessControlAlreadyExists', 409, 'CreateOriginAccessControl'),
    subject: { accessControl: 's3front' },
    code: 'ORIGIN_ACCESS_CONTROL_EXISTS',
    kind: 'conflict',
    says: /control s3front exists/,
  },
  {
    answer: cloudfront('OriginAccessControlInUse', 409, 'DeleteOriginAccessControl'),
    subject: { accessControl: 'E2' },
    code: 'ORIGIN_ACCESS_CONTROL_IN_USE',
    kind: 'conflict',
    says: /in use/,
  },
  {
    answer: cloudfront(
      'DistributionAlreadyExists',
      409,
      'CreateDistribution',
      'The caller reference is associated with another distribution. Already exists: EDFDVBD6EXAMPLE',
    ),
    subject: {},
    code: 'DISTRIBUTION_EXISTS',
    kind: 'conflict',
    says: /cf:\/\/EDFDVBD6EXAMPLE/,
    hints: /s3front cfinfo cf:\/\/EDFDVBD6EXAMPLE/,
  },
  {
    answer: cloudfront('DistributionNotDisabled', 409, 'DeleteDistribution'),
    subject: DISTRIBUTION,
    code: 'DISTRIBUTION_NOT_DISABLED',
    kind: 'conflict',
    says: /cannot be deleted while it is enabled or/,
    hints: /s3front cfremove cf:\/\/E3RPA4Z4ALGTGO/,
  },
  {
    answer: cloudfront('ResourceInUse', 409, 'DeleteDistribution'),
    subject: DISTRIBUTION,
    code: 'DELETE_BLOCKED',
    kind: 'conflict',
    says: /cannot be deleted: tenants/,
  },
  {
    answer: cloudfront('StagingDistributionInUse', 409, 'DeleteDistribution'),
    subject: DISTRIBUTION,
    code: 'DELETE_BLOCKED',
    kind: 'conflict',
    says: /staging distribution/,
  },
  {
    answer: cloudfront(
      'AccessDenied',
      403,
      'DeleteDistribution',
      "You can't delete this distribution while it's subscribed to a pricing plan.",
    ),
    subject: DISTRIBUTION,
    code: 'DELETE_BLOCKED',
    kind: 'conflict',
    says: /pricing plan/,
    hints: /Cancel the plan/,
  },
  {
    answer: cloudfront('ResourceInUse', 409, 'UpdateDistribution'),
    subject: DISTRIBUTION,
    code: 'RESOURCE_IN_USE',
    kind: 'conflict',
    says: /UpdateDistribution/,
  },
  {
    answer: cloudfront('TooManyInvalidationsInProgress', 400, 'CreateInvalidation'),
    subject: DISTRIBUTION,
    code: 'TOO_MANY_INVALIDATIONS',
    kind: 'throttled',
    says: /invalidations in progress/,
  },
  {
    answer: cloudfront('BatchTooLarge', 413, 'CreateInvalidation'),
    subject: DISTRIBUTION,
    code: 'INVALIDATION_TOO_LARGE',
    kind: 'rejected',
    says: /more paths/,
  },
  {
    answer: cloudfront('AccessDenied', 403, 'CreateDistribution', 'Your account must be verified before you can add.'),
    subject: {},
    code: 'ACCOUNT_NOT_VERIFIED',
    kind: 'denied',
    says: /verified/,
  },
  {
    answer: cloudfront('AccessDenied', 403, 'UpdateDistribution'),
    subject: DISTRIBUTION,
    code: 'ACCESS_DENIED',
    kind: 'denied',
    says: /does not allow UpdateDistribution on cf:\/\/E3RPA4Z4ALGTGO\.$/,
    hints: /cloudfront:UpdateDistribution on cf:/,
  },
  {
    answer: cloudfront(
      'AccessDenied',
      403,
      'CreateDistribution',
      'User: x is not authorized to perform: cloudfront:TagResource on resource: y with an explicit deny in a policy',
    ),
    subject: {},
    code: 'ACCESS_DENIED',
    kind: 'denied',
    says: /CreateDistribution\.$/,
    hints: /denies cloudfront:TagResource explicitly/,
  },
  {
    answer: s3('NoSuchBucket', 404, 'PutObject'),
    subject: OBJECT,
    code: 'BUCKET_NOT_FOUND',
    kind: 'not-found',
    says: /^s3:\/\/public\.example\.org does not exist/,
    hints: /s3front mb s3:\/\/public\.example\.org/,
  },
  {
    answer: s3('NotFound', 404, 'HeadBucket'),
    subject: BUCKET,
    code: 'BUCKET_NOT_FOUND',
    kind: 'not-found',
    says: /does not exist/,
  },
  {
    answer: s3('Unknown', 404, 'HeadObject'),
    subject: OBJECT,
    code: 'OBJECT_NOT_FOUND',
    kind: 'not-found',
    says: /s3:\/\/public\.example\.org\/logo\.png does not exist/,
  },
  {
    answer: s3('NoSuchKey', 404, 'GetObject'),
    subject: OBJECT,
    code: 'OBJECT_NOT_FOUND',
    kind: 'not-found',
    says: /logo\.png/,
    hints: /s3front ls s3:\/\/public\.example\.org/,
  },
  {
    answer: s3('BucketAlreadyExists', 409, 'CreateBucket'),
    subject: BUCKET,
    code: 'BUCKET_EXISTS',
    kind: 'conflict',
    says: /taken by another account/,
  },
  {
    answer: s3('BucketAlreadyOwnedByYou', 409, 'CreateBucket'),
    subject: BUCKET,
    code: 'BUCKET_ALREADY_YOURS',
    kind: 'conflict',
    says: /it is yours/,
  },
  {
    answer: s3('BucketNotEmpty', 409, 'DeleteBucket'),
    subject: BUCKET,
    code: 'BUCKET_NOT_EMPTY',
    kind: 'conflict',
    says: /not empty/,
  },
  {
    answer: s3('OperationAborted', 409, 'CreateBucket'),
    subject: BUCKET,
    code: 'BUCKET_BUSY',
    kind: 'conflict',
    says: /another change/,
  },
  {
    answer: s3('InvalidBucketName', 400, 'CreateBucket'),
    subject: BUCKET,
    code: 'BUCKET_NAME_INVALID',
    kind: 'rejected',
    says: /public\.example\.org/,
  },
  {
    answer: s3('InvalidLocationConstraint', 400, 'CreateBucket'),
    subject: { ...BUCKET, region: 'mars-1' },
    code: 'REGION_INVALID',
    kind: 'rejected',
    says: /the region 'mars-1'/,
    hints: /--bucket-location/,
  },
  {
    answer: s3('PermanentRedirect', 301, 'GetBucketPolicy'),
    subject: BUCKET,
    code: 'REGION_WRONG',
    kind: 'rejected',
    says: /another region/,
  },
  {
    answer: s3('AccessControlListNotSupported', 400, 'PutObject', 'The bucket does not allow ACLs'),
    subject: PUBLIC_OBJECT,
    code: 'ACL_NOT_SUPPORTED',
    kind: 'denied',
    says: /BucketOwnerEnforced/,
    hints: /s3front cfcreate s3:\/\/public\.example\.org/,
  },
  {
    answer: s3('AccessDenied', 403, 'PutObject', BLOCKED_ACL),
    subject: PUBLIC_OBJECT,
    code: 'PUBLIC_ACL_BLOCKED',
    kind: 'denied',
    says: /BlockPublicAcls of the bucket's or the account's/,
    hints: /s3front cfcreate/,
  },
  {
    answer: s3('AccessDenied', 403, 'PutObject', 'Access Denied'),
    subject: PUBLIC_OBJECT,
    code: 'ACCESS_DENIED',
    kind: 'denied',
    says: /PutObject on s3:\/\/public\.example\.org\/logo\.png\.$/,
    hints: /s3:PutObject and s3:PutObjectAcl.*the account's Block Public Access/,
  },
  {
    answer: s3('AccessDenied', 403, 'PutObject', 'Access Denied'),
    subject: OBJECT,
    code: 'ACCESS_DENIED',
    kind: 'denied',
    says: /PutObject/,
    hints: /permission s3:PutObject on/,
  },
  {
    answer: s3('Unknown', 403, 'HeadBucket', 'UnknownError'),
    subject: BUCKET,
    code: 'ACCESS_DENIED',
    kind: 'denied',
    says: /HeadBucket on s3:\/\/public\.example\.org\.$/,
    hints: /s3:ListBucket/,
  },
  {
    answer: s3('AccessDenied', 403, 'PutPublicAccessBlock', 'Access Denied'),
    subject: BUCKET,
    code: 'ACCESS_DENIED',
    kind: 'denied',
    says: /PutPublicAccessBlock/,
    hints: /s3:PutBucketPublicAccessBlock/,
  },
  {
    answer: s3(
      'AccessDenied',
      403,
      'PutBucketPolicy',
      'not authorized because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access.',
    ),
    subject: BUCKET,
    code: 'POLICY_REFUSED',
    kind: 'denied',
    says: /BlockPublicPolicy/,
  },
  {
    answer: s3('MalformedPolicy', 400, 'PutBucketPolicy', 'Missing required field Action'),
    subject: BUCKET,
    code: 'POLICY_REFUSED',
    kind: 'rejected',
    says: /: Missing required field Action\.$/,
  },
  {
    answer: acm('ResourceNotFoundException', 400, 'DescribeCertificate'),
    subject: { certificate: 'arn:aws:acm:us-east-1:1:certificate/a' },
    code: 'CERTIFICATE_NOT_FOUND',
    kind: 'not-found',
    says: /arn:aws:acm:us-east-1:1:certificate\/a/,
    hints: /s3front cert ls/,
  },
  {
    answer: acm('LimitExceededException', 400, 'RequestCertificate'),
    subject: {},
    code: 'TOO_MANY_CERTIFICATES',
    kind: 'rejected',
    says: /quota/,
  },
  {
    answer: acm('AccessDeniedException', 400, 'ListCertificates'),
    subject: {},
    code: 'ACCESS_DENIED',
    kind: 'denied',
    says: /ACM does not allow ListCertificates\.$/,
    hints: /acm:ListCertificates/,
  },
  {
    answer: s3('NotImplemented', 501, 'PutPublicAccessBlock'),
    subject: BUCKET,
    code: 'NOT_IMPLEMENTED',
    kind: 'rejected',
    says: /does not implement/,
  },
  {
    answer: s3('RequestTimeTooSkewed', 403, 'PutObject'),
    subject: OBJECT,
    code: 'CLOCK_SKEWED',
    kind: 'denied',
    says: /time/,
  },
];

describe('translateAwsError', () => {
  it.each(ROWS)(
    '$answer.code of $answer.operation is $code ($kind)',
    ({ answer, subject, code, kind, says, hints }) => {
      const error = translateAwsError(answer, subject);
      expect(error).toBeInstanceOf(S3FrontError);
      expect({ code: error.code, kind: error.kind }).toEqual({ code, kind });
      expect(error.message).toMatch(says);
      if (hints !== undefined) expect(error.hint).toMatch(hints);
      expect(error.aws?.code).toBe(answer.code);
    },
  );

  it.each([
    'InvalidAccessKeyId',
    'InvalidClientTokenId',
    'UnrecognizedClientException',
    'SignatureDoesNotMatch',
    'InvalidSignatureException',
    'ExpiredToken',
    'ExpiredTokenException',
    'InvalidToken',
    'IncompleteSignature',
    'MissingAuthenticationToken',
  ])('%s means the same from every service: bad credentials', (code) => {
    for (const service of ['s3', 'cloudfront', 'acm'] as const) {
      const error = translateAwsError({ service, operation: 'X', code, status: 403 }, {});
      expect([error.code, error.kind]).toEqual(['CREDENTIALS_INVALID', 'denied']);
      expect(error.hint).toBeTruthy();
    }
  });

  it.each([
    ['Throttling', 400, 'THROTTLED', 'throttled'],
    ['ThrottlingException', 400, 'THROTTLED', 'throttled'],
    ['SlowDown', 503, 'THROTTLED', 'throttled'],
    ['TooManyRequestsException', 429, 'THROTTLED', 'throttled'],
    ['SomethingElse', 429, 'THROTTLED', 'throttled'],
    ['ServiceUnavailable', 503, 'UNAVAILABLE', 'unavailable'],
    ['InternalError', 500, 'UNAVAILABLE', 'unavailable'],
  ])('%s %i is %s', (code, status, expected, kind) => {
    const error = translateAwsError({ service: 'cloudfront', operation: 'X', code, status }, {});
    expect([error.code, error.kind]).toEqual([expected, kind]);
  });

  it.each([
    [400, 'rejected'],
    [401, 'denied'],
    [403, 'denied'],
    [404, 'not-found'],
    [409, 'conflict'],
    [412, 'precondition'],
    [500, 'unavailable'],
    [503, 'unavailable'],
    [undefined, 'internal'],
  ])('an unknown code with HTTP %s keeps its own words, kind %s', (status, kind) => {
    const error = translateAwsError(
      {
        service: 'cloudfront',
        operation: 'UpdateDistribution',
        code: 'IllegalUpdate',
        status,
        message: 'Aliases are missing for the resource.',
        requestId: 'r-1',
      },
      DISTRIBUTION,
      'the cause',
    );
    expect(error).toMatchObject({ code: 'AWS_REFUSED', kind, cause: 'the cause' });
    expect(error.message).toBe(
      'CloudFront refused UpdateDistribution on cf://E3RPA4Z4ALGTGO with IllegalUpdate: Aliases are missing for the resource.',
    );
    expect(error.aws).toEqual({
      code: 'IllegalUpdate',
      status,
      requestId: 'r-1',
      message: 'Aliases are missing for the resource.',
    });
  });

  it('does not take a code that happens to be a property name for a known one', () => {
    expect(translateAwsError({ service: 's3', operation: 'X', code: 'constructor', status: 400 }, {}).code).toBe(
      'AWS_REFUSED',
    );
  });
});
