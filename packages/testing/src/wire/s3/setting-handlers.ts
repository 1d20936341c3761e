import { s3Error } from '../../world/aws-error.ts';
import type { CorsRule } from '../../world/s3/cors.ts';
import { malformedXml } from '../../world/s3/malformed-xml.ts';
import type { RoutingRule, WebsiteConfiguration } from '../../world/s3/website.ts';
import type { WireResponse } from '../response.ts';
import { childOf, childrenOf, textOf, type XmlNode } from '../xml/read.ts';
import { element, optional, type XmlElement } from '../xml/write.ts';
import type { Handler, S3Call } from './call.ts';
import { emptyAnswer, readDocument, readText, rootOf, xmlAnswer } from './document.ts';
import type { S3Operation } from './operation.ts';

type SettingHandlers = Pick<
  Record<S3Operation, Handler>,
  | `${'Get' | 'Put' | 'Delete'}${'BucketOwnershipControls' | 'PublicAccessBlock' | 'BucketPolicy' | 'BucketWebsite' | 'BucketCors' | 'BucketEncryption'}`
  | 'GetBucketPolicyStatus'
  | 'GetBucketLifecycleConfiguration'
  | 'PutBucketLifecycleConfiguration'
  | 'DeleteBucketLifecycle'
  | 'GetBucketAccelerateConfiguration'
  | 'GetBucketLogging'
  | 'GetBucketNotificationConfiguration'
  | 'GetBucketReplication'
  | 'GetBucketRequestPayment'
  | 'GetObjectLockConfiguration'
>;

/** What is set on a bucket. */
export const SETTING_HANDLERS: SettingHandlers = {
  GetBucketOwnershipControls: ({ world, onBucket }) => {
    const { ObjectOwnership: ownership } = world.s3.getBucketOwnershipControls(onBucket);
    return xmlAnswer(element('OwnershipControls', element('Rule', element('ObjectOwnership', ownership))));
  },
  PutBucketOwnershipControls: async (call) => {
    const root = await readDocument(call, 'OwnershipControls');
    const rules = childrenOf(root, 'Rule');
    if (rules.length !== 1) throw malformedXml();
    call.world.s3.putBucketOwnershipControls({
      ...call.onBucket,
      ObjectOwnership: textOf(rules[0], 'ObjectOwnership') ?? '',
    });
    return emptyAnswer(200);
  },
  DeleteBucketOwnershipControls: removal(({ world, onBucket }) => world.s3.deleteBucketOwnershipControls(onBucket)),

  GetPublicAccessBlock: ({ world, onBucket }) => {
    const block = world.s3.getPublicAccessBlock(onBucket);
    return xmlAnswer(element('PublicAccessBlockConfiguration', ...BLOCKS.map((name) => element(name, block[name]))));
  },
  PutPublicAccessBlock: async (call) => {
    const root = await readDocument(call, 'PublicAccessBlockConfiguration');
    const found = BLOCKS.map((name) => [name, booleanIn(textOf(root, name))] as const);
    call.world.s3.putPublicAccessBlock({
      ...call.onBucket,
      PublicAccessBlockConfiguration: Object.fromEntries(found),
    });
    return emptyAnswer(200);
  },
  DeletePublicAccessBlock: removal(({ world, onBucket }) => world.s3.deletePublicAccessBlock(onBucket)),

  GetBucketPolicy: ({ world, onBucket }) => ({
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: world.s3.getBucketPolicy(onBucket),
  }),
  PutBucketPolicy: async (call) => {
    const Policy = await readText(call);
    call.world.s3.putBucketPolicy({ ...call.onBucket, Policy });
    return emptyAnswer(204);
  },
  DeleteBucketPolicy: removal(({ world, onBucket }) => world.s3.deleteBucketPolicy(onBucket)),
  GetBucketPolicyStatus: ({ world, onBucket }) =>
    xmlAnswer(element('PolicyStatus', element('IsPublic', world.s3.getBucketPolicyStatus(onBucket).IsPublic))),

  GetBucketWebsite: ({ world, onBucket }) => xmlAnswer(websiteElement(world.s3.getBucketWebsite(onBucket))),
  PutBucketWebsite: async (call) => {
    const website = websiteIn(await readDocument(call, 'WebsiteConfiguration'));
    call.world.s3.putBucketWebsite({ ...call.onBucket, WebsiteConfiguration: website });
    return emptyAnswer(200);
  },
  DeleteBucketWebsite: removal(({ world, onBucket }) => world.s3.deleteBucketWebsite(onBucket)),

  GetBucketCors: ({ world, onBucket }) =>
    xmlAnswer(element('CORSConfiguration', ...world.s3.getBucketCors(onBucket).map(corsElement))),
  PutBucketCors: async (call) => {
    const root = await readDocument(call, 'CORSConfiguration');
    call.world.s3.putBucketCors({ ...call.onBucket, CORSRules: childrenOf(root, 'CORSRule').map(corsRuleIn) });
    return emptyAnswer(200);
  },
  DeleteBucketCors: removal(({ world, onBucket }) => world.s3.deleteBucketCors(onBucket)),

  GetBucketEncryption: ({ world, onBucket }) => {
    const document = world.s3.getBucketEncryption(onBucket);
    return document === undefined ? xmlAnswer(DEFAULT_ENCRYPTION) : keptAnswer(document);
  },
  PutBucketEncryption: async (call) => {
    const Document = await keptDocument(call, 'ServerSideEncryptionConfiguration', checkEncryption);
    call.world.s3.putBucketEncryption({ ...call.onBucket, Document });
    return emptyAnswer(200);
  },
  DeleteBucketEncryption: removal(({ world, onBucket }) => world.s3.deleteBucketEncryption(onBucket)),

  GetBucketLifecycleConfiguration: ({ world, onBucket }) =>
    keptAnswer(world.s3.getBucketLifecycleConfiguration(onBucket)),
  PutBucketLifecycleConfiguration: async (call) => {
    const Document = await keptDocument(call, 'LifecycleConfiguration', checkLifecycle);
    call.world.s3.putBucketLifecycleConfiguration({ ...call.onBucket, Document });
    return emptyAnswer(200);
  },
  DeleteBucketLifecycle: removal(({ world, onBucket }) => world.s3.deleteBucketLifecycle(onBucket)),

  // These cannot be set here, so what they say of every new bucket is what they say of every bucket.
  GetBucketAccelerateConfiguration: unset(element('AccelerateConfiguration')),
  GetBucketLogging: unset(element('BucketLoggingStatus')),
  GetBucketNotificationConfiguration: unset(element('NotificationConfiguration')),
  GetBucketRequestPayment: unset(element('RequestPaymentConfiguration', element('Payer', 'BucketOwner'))),
  GetBucketReplication: absent('ReplicationConfigurationNotFoundError', 'The replication configuration was not found'),
  GetObjectLockConfiguration: absent(
    'ObjectLockConfigurationNotFoundError',
    'Object Lock configuration does not exist for this bucket',
  ),
};

function removal(remove: (call: S3Call) => void): Handler {
  return (call) => {
    remove(call);
    return emptyAnswer(204);
  };
}

function unset(root: XmlElement): Handler {
  return ({ world, onBucket }) => {
    world.s3.headBucket(onBucket);
    return xmlAnswer(root);
  };
}

function absent(code: string, message: string): Handler {
  return ({ world, onBucket, bucket }) => {
    world.s3.headBucket(onBucket);
    throw s3Error(code, message, { BucketName: bucket });
  };
}

const BLOCKS = ['BlockPublicAcls', 'IgnorePublicAcls', 'BlockPublicPolicy', 'RestrictPublicBuckets'] as const;

function booleanIn(text: string | undefined): boolean {
  if (text === undefined) return false;
  const value = text.trim().toLowerCase();
  if (value !== 'true' && value !== 'false') throw malformedXml();
  return value === 'true';
}

function keptAnswer(document: string): WireResponse {
  return { status: 200, headers: { 'content-type': 'application/xml' }, body: document };
}

async function keptDocument(call: S3Call, root: string, check: (node: XmlNode) => void): Promise<string> {
  const text = await readText(call);
  if (text.trim() === '') throw s3Error('MissingRequestBodyError', 'Request Body is empty');
  check(rootOf(text, root));
  return text;
}

/** Source: S3 User Guide, "Default encryption FAQ": every bucket encrypts with keys of S3's own. */
const DEFAULT_ENCRYPTION = element(
  'ServerSideEncryptionConfiguration',
  element(
    'Rule',
    element('ApplyServerSideEncryptionByDefault', element('SSEAlgorithm', 'AES256')),
    element('BucketKeyEnabled', false),
  ),
);

function checkEncryption(root: XmlNode): void {
  const rules = childrenOf(root, 'Rule');
  const algorithm = textOf(childOf(rules[0], 'ApplyServerSideEncryptionByDefault'), 'SSEAlgorithm');
  if (rules.length !== 1 || (algorithm !== undefined && !['AES256', 'aws:kms', 'aws:kms:dsse'].includes(algorithm))) {
    throw malformedXml();
  }
}

const MOST_LIFECYCLE_RULES = 1000;

function checkLifecycle(root: XmlNode): void {
  const rules = childrenOf(root, 'Rule');
  if (rules.length === 0 || rules.length > MOST_LIFECYCLE_RULES) throw malformedXml();
  const ids = new Set<string>();
  for (const rule of rules) {
    const status = textOf(rule, 'Status');
    if (status !== 'Enabled' && status !== 'Disabled') throw malformedXml();
    if (!rule.children.some(({ name }) => /Expiration$|Transition$|^AbortIncomplete/.test(name))) {
      throw s3Error('InvalidRequest', 'At least one action needs to be specified in a rule');
    }
    const id = textOf(rule, 'ID');
    if (id === undefined) continue;
    if (id.length > 255) throw s3Error('InvalidArgument', 'ID length should not exceed allowed limit of 255');
    if (ids.has(id)) throw s3Error('InvalidArgument', 'Rule ID must be unique. Found same ID for more than one rule');
    ids.add(id);
  }
}

function websiteElement(website: WebsiteConfiguration): XmlElement {
  const { RedirectAllRequestsTo: everything, RoutingRules: rules = [] } = website;
  return element(
    'WebsiteConfiguration',
    everything === undefined
      ? undefined
      : element(
          'RedirectAllRequestsTo',
          element('HostName', everything.HostName),
          optional('Protocol', everything.Protocol),
        ),
    website.IndexDocument === undefined
      ? undefined
      : element('IndexDocument', element('Suffix', website.IndexDocument.Suffix)),
    website.ErrorDocument === undefined
      ? undefined
      : element('ErrorDocument', element('Key', website.ErrorDocument.Key)),
    rules.length === 0 ? undefined : element('RoutingRules', ...rules.map(routingRuleElement)),
  );
}

function routingRuleElement({ Condition: condition, Redirect: redirect }: RoutingRule): XmlElement {
  return element(
    'RoutingRule',
    condition === undefined
      ? undefined
      : element(
          'Condition',
          optional('KeyPrefixEquals', condition.KeyPrefixEquals),
          optional('HttpErrorCodeReturnedEquals', condition.HttpErrorCodeReturnedEquals),
        ),
    element(
      'Redirect',
      optional('Protocol', redirect.Protocol),
      optional('HostName', redirect.HostName),
      optional('ReplaceKeyPrefixWith', redirect.ReplaceKeyPrefixWith),
      optional('ReplaceKeyWith', redirect.ReplaceKeyWith),
      optional('HttpRedirectCode', redirect.HttpRedirectCode),
    ),
  );
}

function websiteIn(root: XmlNode): WebsiteConfiguration {
  const everything = childOf(root, 'RedirectAllRequestsTo');
  const suffix = textOf(childOf(root, 'IndexDocument'), 'Suffix');
  const key = textOf(childOf(root, 'ErrorDocument'), 'Key');
  const rules = childrenOf(childOf(root, 'RoutingRules'), 'RoutingRule').map(routingRuleIn);
  return {
    ...(everything === undefined
      ? {}
      : {
          RedirectAllRequestsTo: {
            HostName: textOf(everything, 'HostName') ?? '',
            ...protocolIn(everything),
          },
        }),
    ...(suffix === undefined ? {} : { IndexDocument: { Suffix: suffix } }),
    ...(key === undefined ? {} : { ErrorDocument: { Key: key } }),
    ...(rules.length === 0 ? {} : { RoutingRules: rules }),
  };
}

function routingRuleIn(node: XmlNode): RoutingRule {
  const condition = childOf(node, 'Condition');
  const redirect = childOf(node, 'Redirect');
  if (redirect === undefined) throw malformedXml();
  return {
    ...(condition === undefined
      ? {}
      : { Condition: textsIn(condition, ['KeyPrefixEquals', 'HttpErrorCodeReturnedEquals']) }),
    Redirect: {
      ...textsIn(redirect, ['HostName', 'HttpRedirectCode', 'ReplaceKeyPrefixWith', 'ReplaceKeyWith']),
      ...protocolIn(redirect),
    },
  };
}

function protocolIn(node: XmlNode): { readonly Protocol?: 'http' | 'https' } {
  const protocol = textOf(node, 'Protocol');
  if (protocol === undefined) return {};
  if (protocol === 'http' || protocol === 'https') return { Protocol: protocol };
  throw s3Error(
    'InvalidRequest',
    'Invalid protocol, protocol can be http or https. If not defined the protocol will be selected automatically.',
  );
}

function textsIn<Name extends string>(node: XmlNode, names: readonly Name[]): Partial<Record<Name, string>> {
  const found: Partial<Record<Name, string>> = {};
  for (const name of names) {
    const text = textOf(node, name);
    if (text !== undefined) found[name] = text;
  }
  return found;
}

function corsElement(rule: CorsRule): XmlElement {
  return element(
    'CORSRule',
    optional('ID', rule.ID),
    ...rule.AllowedOrigins.map((origin) => element('AllowedOrigin', origin)),
    ...rule.AllowedMethods.map((method) => element('AllowedMethod', method)),
    optional('MaxAgeSeconds', rule.MaxAgeSeconds),
    ...(rule.ExposeHeaders ?? []).map((header) => element('ExposeHeader', header)),
    ...(rule.AllowedHeaders ?? []).map((header) => element('AllowedHeader', header)),
  );
}

function corsRuleIn(node: XmlNode): CorsRule {
  const texts = (name: string) => childrenOf(node, name).map((child) => child.text.trim());
  const age = textOf(node, 'MaxAgeSeconds');
  if (age !== undefined && !/^\s*\d+\s*$/.test(age)) throw malformedXml();
  const id = textOf(node, 'ID');
  return {
    ...(id === undefined ? {} : { ID: id }),
    AllowedHeaders: texts('AllowedHeader'),
    AllowedMethods: texts('AllowedMethod'),
    AllowedOrigins: texts('AllowedOrigin'),
    ExposeHeaders: texts('ExposeHeader'),
    ...(age === undefined ? {} : { MaxAgeSeconds: Number(age) }),
  };
}
