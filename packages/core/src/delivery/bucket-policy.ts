import { S3FrontError } from '../errors.ts';
import type { BucketName } from '../naming/bucket-name.ts';
import type { DistributionId } from '../naming/cf-uri.ts';

/** One statement of a bucket policy, as JSON has it. */
export interface PolicyStatement {
  readonly Sid: string;
  readonly Effect: 'Allow';
  readonly Principal: { readonly Service: string };
  readonly Action: string;
  readonly Resource: string;
  readonly Condition: { readonly StringEquals: Readonly<Record<string, string>> };
}

/** A statement of ours as it is found in a policy. */
export interface OurStatement {
  readonly sid: string;
  readonly distributionId: DistributionId;
}

/** S3's limit on a bucket policy, in bytes. Source: Amazon S3 User Guide, "Bucket policies". */
const LARGEST_POLICY = 20 * 1024;

const SID_PREFIX = 'S3Front';

/** IAM allows only letters and digits in a Sid, so the mark and the id stand without anything between them. */
const OUR_SID = /^S3Front([A-Z0-9]+)$/;

type Json = null | boolean | number | string | readonly Json[] | JsonObject;
interface JsonObject {
  readonly [name: string]: Json;
  readonly Sid?: Json;
  readonly Statement?: Json;
}

/** The Sid that marks the statement for a distribution as ours: `S3FrontE3RPA4Z4ALGTGO`. */
export function statementSid(distribution: DistributionId): string {
  return `${SID_PREFIX}${distribution}`;
}

/**
 * The statement that lets one distribution read every object of a bucket, through its origin access control.
 * It names a service and a distribution, so S3 does not count it as public.
 * Source: CloudFront Developer Guide, "Restrict access to an Amazon S3 origin".
 */
export function statementFor(request: {
  readonly bucket: BucketName;
  readonly distributionArn: string;
  readonly distributionId: DistributionId;
}): PolicyStatement {
  const partition = request.distributionArn.split(':')[1] ?? 'aws';
  return {
    Sid: statementSid(request.distributionId),
    Effect: 'Allow',
    Principal: { Service: 'cloudfront.amazonaws.com' },
    Action: 's3:GetObject',
    Resource: `arn:${partition}:s3:::${request.bucket}/*`,
    Condition: { StringEquals: { 'AWS:SourceArn': request.distributionArn } },
  };
}

/**
 * The policy with the statement in it, in the place of one with the same Sid; everything else stays as it is.
 * Unchanged, it is the text that was given.
 *
 * @throws `POLICY_UNREADABLE` for what is no policy, `POLICY_TOO_LARGE` when S3 would not take the result
 */
export function mergeStatement(
  policy: string | undefined,
  statement: PolicyStatement,
): { readonly policy: string; readonly changed: boolean } {
  if (policy === undefined) {
    return { policy: written({ Version: '2012-10-17', Statement: [asJson(statement)] }), changed: true };
  }
  if (hasStatement(policy, statement)) return { policy, changed: false };
  const document = read(policy);
  const statements = statementsOf(document);
  const place = statements.findIndex((candidate) => candidate.Sid === statement.Sid);
  if (place < 0)
    return { policy: written(withStatements(document, [...statements, asJson(statement)])), changed: true };
  const merged = statements.flatMap((candidate, index) => {
    if (index === place) return [asJson(statement)];
    return candidate.Sid === statement.Sid ? [] : [candidate];
  });
  return { policy: written(withStatements(document, merged)), changed: true };
}

/**
 * The policy without the statements of this Sid, or undefined where none is left, since S3 takes no policy without
 * statements: then the policy itself is to be deleted.
 *
 * @throws `POLICY_UNREADABLE`
 */
export function removeStatement(
  policy: string | undefined,
  sid: string,
): { readonly policy: string | undefined; readonly changed: boolean } {
  if (policy === undefined) return { policy, changed: false };
  const document = read(policy);
  const statements = statementsOf(document);
  const kept = statements.filter((candidate) => candidate.Sid !== sid);
  if (kept.length === statements.length) return { policy, changed: false };
  if (kept.length === 0) return { policy: undefined, changed: true };
  return { policy: JSON.stringify(withStatements(document, kept)), changed: true };
}

/**
 * True when the policy has this very statement and no other of its Sid. The order of members does not count, nor
 * whether a single value stands in a list, since AWS may write either.
 *
 * @throws `POLICY_UNREADABLE`
 */
export function hasStatement(policy: string | undefined, statement: PolicyStatement): boolean {
  if (policy === undefined) return false;
  const sameSid = statementsOf(read(policy)).filter((candidate) => candidate.Sid === statement.Sid);
  const [only] = sameSid;
  return sameSid.length === 1 && only !== undefined && canonical(only) === canonical(asJson(statement));
}

/** The statements that s3front put there, by their Sid. @throws `POLICY_UNREADABLE` */
export function ourStatements(policy: string | undefined): readonly OurStatement[] {
  if (policy === undefined) return [];
  return statementsOf(read(policy)).flatMap(({ Sid: sid }) => {
    if (typeof sid !== 'string') return [];
    const id = OUR_SID.exec(sid)?.[1];
    return id === undefined ? [] : [{ sid, distributionId: id as DistributionId }];
  });
}

function read(policy: string): JsonObject {
  let document: Json;
  try {
    // A checked border: whatever JSON.parse gives is Json.
    document = JSON.parse(policy) as Json;
  } catch (cause) {
    throw unreadable('it is not JSON', cause);
  }
  if (!isObject(document)) throw unreadable('it is not a JSON object');
  return document;
}

/** `Statement` may be a list or a single object. */
function statementsOf(document: JsonObject): readonly JsonObject[] {
  const member = document.Statement ?? [];
  const list = isList(member) ? member : [member];
  return list.map((statement) => {
    if (!isObject(statement)) throw unreadable('one of its statements is not a JSON object');
    return statement;
  });
}

/** With the member where it was; a single object stays single while there is one statement. */
function withStatements(document: JsonObject, statements: readonly JsonObject[]): JsonObject {
  const [first] = statements;
  const single = isObject(document.Statement) && statements.length === 1 && first !== undefined;
  return { ...document, Statement: single ? first : statements };
}

function written(document: JsonObject): string {
  const text = JSON.stringify(document);
  const bytes = new TextEncoder().encode(text).length;
  if (bytes <= LARGEST_POLICY) return text;
  throw new S3FrontError({
    code: 'POLICY_TOO_LARGE',
    kind: 'conflict',
    message: `The bucket policy would have ${bytes} bytes with the statement for CloudFront, and S3 takes ${LARGEST_POLICY}.`,
    hint: 'Remove statements that are not needed any more from the bucket policy, or join some of them, and try again.',
  });
}

function unreadable(reason: string, cause?: unknown): S3FrontError {
  return new S3FrontError({
    code: 'POLICY_UNREADABLE',
    kind: 'conflict',
    message: `The bucket policy cannot be read: ${reason}. It was left as it is.`,
    hint: 'Look at the policy in the S3 console (Permissions) and repair it, then try again.',
    cause,
  });
}

/** Members in order, a list of one as its one value. */
function canonical(value: Json): string {
  if (isList(value)) {
    const [first] = value;
    return value.length === 1 && first !== undefined ? canonical(first) : `[${value.map(canonical).join()}]`;
  }
  if (!isObject(value)) return JSON.stringify(value);
  const members = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join()}}`;
}

function asJson(statement: PolicyStatement): JsonObject {
  return { ...statement };
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
