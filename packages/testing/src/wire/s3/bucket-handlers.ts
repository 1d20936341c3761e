import { s3Error } from '../../world/aws-error.ts';
import { malformedXml } from '../../world/s3/malformed-xml.ts';
import type { Tag } from '../../world/s3/tags.ts';
import { headerOf, parameterOf } from '../request.ts';
import type { WireResponse } from '../response.ts';
import { childOf, childrenOf, textOf, type XmlNode } from '../xml/read.ts';
import { element, optional, type XmlElement } from '../xml/write.ts';
import { aclElement, aclIn, grantsIn, ownerElement } from './acl-document.ts';
import type { Handler, S3Call } from './call.ts';
import { emptyAnswer, isoDate, readDocument, readText, rootOf, xmlAnswer } from './document.ts';
import { numberIn } from './object-headers.ts';
import type { S3Operation } from './operation.ts';

type BucketHandlers = Pick<
  Record<S3Operation, Handler>,
  | 'ListBuckets'
  | 'CreateBucket'
  | 'DeleteBucket'
  | 'HeadBucket'
  | 'GetBucketLocation'
  | 'GetBucketAcl'
  | 'PutBucketAcl'
  | 'GetBucketTagging'
  | 'PutBucketTagging'
  | 'DeleteBucketTagging'
  | 'GetBucketVersioning'
  | 'PutBucketVersioning'
>;

/** Buckets themselves, and what they are called and versioned by. */
export const BUCKET_HANDLERS: BucketHandlers = {
  ListBuckets: listBuckets,
  CreateBucket: createBucket,

  DeleteBucket: ({ world, onBucket }) => {
    world.s3.deleteBucket(onBucket);
    return emptyAnswer(204);
  },

  HeadBucket: ({ world, onBucket }) => {
    const { BucketRegion: region } = world.s3.headBucket(onBucket);
    return emptyAnswer(200, {
      'content-type': 'application/xml',
      'x-amz-bucket-region': region,
      'x-amz-access-point-alias': 'false',
    });
  },

  // The one question that every endpoint answers for every region.
  GetBucketLocation: ({ world, onBucket }) => {
    const { BucketRegion: region } = world.s3.getBucketLocation({ ...onBucket, Region: undefined });
    return xmlAnswer(element('LocationConstraint', region === 'us-east-1' ? undefined : region));
  },

  GetBucketAcl: ({ world, onBucket, request }) =>
    xmlAnswer(aclElement(world.s3.getBucketAcl(onBucket), request.accounts)),

  PutBucketAcl: async (call) => {
    call.world.s3.putBucketAcl({ ...call.onBucket, ...(await askedAcl(call)) });
    return emptyAnswer(200);
  },

  GetBucketTagging: ({ world, onBucket }) => xmlAnswer(taggingElement(world.s3.getBucketTagging(onBucket))),

  PutBucketTagging: async (call) => {
    const Tags = tagsWithin(await readDocument(call, 'Tagging'));
    call.world.s3.putBucketTagging({ ...call.onBucket, Tags });
    return emptyAnswer(204);
  },

  DeleteBucketTagging: ({ world, onBucket }) => {
    world.s3.deleteBucketTagging(onBucket);
    return emptyAnswer(204);
  },

  GetBucketVersioning: ({ world, onBucket }) =>
    xmlAnswer(element('VersioningConfiguration', optional('Status', world.s3.getBucketVersioning(onBucket).Status))),

  PutBucketVersioning: async (call) => {
    const root = await readDocument(call, 'VersioningConfiguration');
    if (textOf(root, 'MfaDelete') === 'Enabled') {
      throw s3Error('NotImplemented', 'MFA delete is not implemented by this offline AWS.');
    }
    call.world.s3.putBucketVersioning({ ...call.onBucket, Status: textOf(root, 'Status') });
    return emptyAnswer(200);
  },
};

const PAGING: readonly string[] = ['max-buckets', 'continuation-token', 'prefix', 'bucket-region'];

function listBuckets({ request, world, onBucket }: S3Call): WireResponse {
  const prefix = parameterOf(request, 'prefix');
  const list = world.s3.listBuckets({
    Caller: onBucket.Caller,
    MaxBuckets: numberIn(request, 'max-buckets'),
    ContinuationToken: tokenIn(parameterOf(request, 'continuation-token')),
    Prefix: prefix,
    BucketRegion: parameterOf(request, 'bucket-region'),
  });
  const token = list.ContinuationToken;
  // Whoever asks as it was asked before there were pages gets what was answered then.
  const isPaged = PAGING.some((name) => parameterOf(request, name) !== undefined);
  return xmlAnswer(
    element(
      'ListAllMyBucketsResult',
      ownerElement('Owner', request.caller.kind === 'account' ? request.caller.account.id : '', request.accounts),
      element(
        'Buckets',
        ...list.Buckets.map((bucket) =>
          element(
            'Bucket',
            element('Name', bucket.Name),
            element('CreationDate', isoDate(bucket.CreationDate)),
            isPaged ? element('BucketRegion', bucket.BucketRegion) : undefined,
          ),
        ),
      ),
      optional('Prefix', prefix),
      optional('ContinuationToken', token === undefined ? undefined : Buffer.from(token).toString('base64')),
    ),
  );
}

function tokenIn(token: string | undefined): string | undefined {
  return token === undefined || token === '' ? undefined : Buffer.from(token, 'base64').toString('utf8');
}

async function createBucket(call: S3Call): Promise<WireResponse> {
  const { request, world, onBucket } = call;
  if (headerOf(request, 'x-amz-bucket-object-lock-enabled')?.toLowerCase() === 'true') {
    throw s3Error('NotImplemented', 'CreateBucket with object lock is not implemented by this offline AWS.', {
      Header: 'x-amz-bucket-object-lock-enabled',
    });
  }
  const text = await readText(call);
  const root = text.trim() === '' ? undefined : rootOf(text, 'CreateBucketConfiguration');
  const { Location } = world.s3.createBucket({
    ...onBucket,
    LocationConstraint: constraintIn(root),
    ObjectOwnership: headerOf(request, 'x-amz-object-ownership'),
    Tags: root === undefined ? undefined : tagsOf(childOf(root, 'Tags')),
    ...aclIn(request),
  });
  return emptyAnswer(200, { location: Location });
}

/** @throws `InvalidLocationConstraint`: the first region is said by saying nothing */
function constraintIn(root: XmlNode | undefined): string | undefined {
  const constraint = textOf(root, 'LocationConstraint');
  if (constraint !== 'us-east-1') return constraint === '' ? undefined : constraint;
  throw s3Error('InvalidLocationConstraint', 'The specified location-constraint is not valid', {
    LocationConstraint: constraint,
  });
}

/** By headers or, where there are none, by the body. */
export async function askedAcl(call: S3Call): Promise<ReturnType<typeof aclIn>> {
  const asked = aclIn(call.request);
  const text = await readText(call);
  const inHeaders = asked.ACL !== undefined || asked.Grants !== undefined;
  if (text.trim() !== '') {
    if (inHeaders) {
      throw s3Error('UnexpectedContent', 'This request does not support content');
    }
    return { Grants: grantsIn(rootOf(text, 'AccessControlPolicy'), call.request.accounts) };
  }
  if (inHeaders) return asked;
  throw s3Error('MissingSecurityHeader', 'Your request was missing a required header', {
    MissingHeaderName: 'x-amz-acl',
  });
}

export function tagsWithin(root: XmlNode): readonly Tag[] {
  const set = childOf(root, 'TagSet');
  if (set === undefined) throw malformedXml();
  return tagsOf(set);
}

function tagsOf(set: XmlNode | undefined): readonly Tag[] {
  return childrenOf(set, 'Tag').map((tag) => {
    const key = textOf(tag, 'Key');
    const value = textOf(tag, 'Value');
    if (key === undefined || value === undefined) throw malformedXml();
    return { Key: key, Value: value };
  });
}

export function taggingElement(tags: readonly Tag[]): XmlElement {
  return element(
    'Tagging',
    element('TagSet', ...tags.map((tag) => element('Tag', element('Key', tag.Key), element('Value', tag.Value)))),
  );
}
