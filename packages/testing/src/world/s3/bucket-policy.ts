import { s3Error } from '../aws-error.ts';

/** A policy as JSON has it. */
type Json = string | number | boolean | null | readonly Json[] | { readonly [member: string]: Json };

const LARGEST_POLICY = 20 * 1024;

const MEMBERS: readonly string[] = ['Version', 'Id', 'Statement'];
const STATEMENT_MEMBERS: readonly string[] = [
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
];

/**
 * Refuses what S3 would not take as the policy of this bucket, with `MalformedPolicy`; answers whether it makes the
 * bucket public.
 * Source: S3 User Guide, "Policies and permissions in Amazon S3" and "The meaning of public".
 */
export function checkPolicy(text: string, bucket: string): { readonly public: boolean } {
  if (Buffer.byteLength(text) > LARGEST_POLICY) {
    throw malformed('Normalized policy document exceeds the maximum allowed size of 20480 bytes.');
  }
  const statements = statementsOf(parsed(text));
  const sids = new Set<string>();
  for (const statement of statements) {
    checkStatement(statement, bucket);
    const sid = statement['Sid'];
    if (typeof sid !== 'string' || sid === '') continue;
    if (sids.has(sid)) throw malformed(`Statement IDs (SID) in a single policy must be unique.`);
    sids.add(sid);
  }
  return { public: statements.some(isPublic) };
}

/** Whether a policy that was taken makes its bucket public. */
export function isPublicPolicy(bucket: { readonly policy?: string | undefined }): boolean {
  return bucket.policy !== undefined && statementsOf(parsed(bucket.policy)).some(isPublic);
}

type Statement = { readonly [member: string]: Json };

function parsed(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    throw malformed('This policy contains invalid Json');
  }
}

function statementsOf(policy: Json): readonly Statement[] {
  if (!isObject(policy)) throw malformed("Policies must be valid JSON and the first byte must be '{'");
  const unknown = Object.keys(policy).find((member) => !MEMBERS.includes(member));
  if (unknown !== undefined) throw malformed(`Unknown field ${unknown}`);
  const version = policy['Version'];
  if (version !== undefined && version !== '2012-10-17' && version !== '2008-10-17') {
    throw malformed('The policy must contain a valid version string');
  }
  const statements = listOf(policy['Statement']);
  if (statements.length === 0) throw malformed('Could not parse the policy: Statement is empty!');
  return statements.map((statement) => {
    if (!isObject(statement)) throw malformed('Could not parse the policy: a statement is not an object');
    return statement;
  });
}

function checkStatement(statement: Statement, bucket: string): void {
  const unknown = Object.keys(statement).find((member) => !STATEMENT_MEMBERS.includes(member));
  if (unknown !== undefined) throw malformed(`Unknown field ${unknown}`);
  const effect = statement['Effect'];
  if (effect !== 'Allow' && effect !== 'Deny') throw malformed(`Invalid effect: ${JSON.stringify(effect ?? '')}`);
  const principal = statement['Principal'] ?? statement['NotPrincipal'];
  if (principal === undefined) throw malformed('Missing required field Principal');
  if (!hasPrincipal(principal)) throw malformed('Invalid principal in policy');
  checkActions(statement['Action'] ?? statement['NotAction']);
  checkResources(statement['Resource'] ?? statement['NotResource'], bucket);
  const condition = statement['Condition'];
  if (condition !== undefined && !isObject(condition)) throw malformed('Invalid Condition');
}

function checkActions(actions: Json | undefined): void {
  const names = strings(actions);
  if (names === undefined) throw malformed('Missing required field Action');
  if (names.some((name) => name !== '*' && !/^s3:[A-Za-z*?]+$/i.test(name))) {
    throw malformed('Policy has invalid action');
  }
}

function checkResources(resources: Json | undefined, bucket: string): void {
  const names = strings(resources);
  if (names === undefined) throw malformed('Missing required field Resource');
  if (names.some((name) => !isOfBucket(name, bucket))) throw malformed('Policy has invalid resource');
}

function hasPrincipal(principal: Json | undefined): boolean {
  if (principal === '*') return true;
  if (!isObject(principal)) return false;
  const kinds = Object.entries(principal);
  return (
    kinds.length > 0 &&
    kinds.every(
      ([kind, value]) =>
        ['AWS', 'Service', 'Federated', 'CanonicalUser'].includes(kind) && strings(value) !== undefined,
    )
  );
}

function isOfBucket(resource: string, bucket: string): boolean {
  const path = /^arn:aws[a-z-]*:s3:::(.+)$/.exec(resource)?.[1];
  return path !== undefined && (path === bucket || path.startsWith(`${bucket}/`));
}

/** The keys whose fixed value keeps a grant to everybody from being public. */
const NARROWING_KEYS: readonly string[] = [
  'aws:principalorgid',
  'aws:principalorgpaths',
  'aws:principalaccount',
  'aws:principalarn',
  'aws:sourcearn',
  'aws:sourceaccount',
  'aws:sourceorgid',
  'aws:sourceowner',
  'aws:sourcevpc',
  'aws:sourcevpce',
  'aws:userid',
  's3:x-amz-server-side-encryption-aws-kms-key-id',
  's3:dataaccesspointarn',
  's3:dataaccesspointaccount',
];

function isPublic(statement: Statement): boolean {
  if (statement['Effect'] !== 'Allow') return false;
  if (statement['NotPrincipal'] === undefined && !grantsEverybody(statement['Principal'])) return false;
  return !isNarrowed(statement['Condition']);
}

function grantsEverybody(principal: Json | undefined): boolean {
  if (principal === '*') return true;
  return isObject(principal) && (strings(principal['AWS'])?.includes('*') ?? false);
}

function isNarrowed(condition: Json | undefined): boolean {
  if (!isObject(condition)) return false;
  return Object.entries(condition).some(
    ([operator, keys]) =>
      isObject(keys) &&
      Object.entries(keys).some(([key, values]) => narrows(operator.toLowerCase(), key.toLowerCase(), strings(values))),
  );
}

function narrows(operator: string, key: string, values: readonly string[] | undefined): boolean {
  if (values === undefined || operator.includes('not') || operator.endsWith('ifexists')) return false;
  if (key === 'aws:sourceip') return values.every(isNarrowRange);
  return NARROWING_KEYS.includes(key) && values.every((value) => value !== '' && !/[*?]|\$\{/.test(value));
}

/** "Very broad" address ranges count as public. The widest that do not: /8 and /32. */
function isNarrowRange(range: string): boolean {
  const [address = '', bits] = range.split('/');
  if (bits === undefined) return true;
  return Number(bits) >= (address.includes(':') ? 32 : 8);
}

function isObject(value: Json | undefined): value is { readonly [member: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function listOf(value: Json | undefined): readonly Json[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

/** One string or several; undefined for anything else, an empty list included. */
function strings(value: Json | undefined): readonly string[] | undefined {
  const list = listOf(value);
  const found = list.filter((item) => typeof item === 'string');
  return found.length > 0 && found.length === list.length ? found : undefined;
}

function malformed(message: string): Error {
  return s3Error('MalformedPolicy', message);
}
