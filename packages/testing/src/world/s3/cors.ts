import { s3Error } from '../aws-error.ts';
import { malformedXml } from './malformed-xml.ts';

export interface CorsRule {
  readonly ID?: string | undefined;
  readonly AllowedHeaders?: readonly string[] | undefined;
  readonly AllowedMethods: readonly string[];
  readonly AllowedOrigins: readonly string[];
  readonly ExposeHeaders?: readonly string[] | undefined;
  readonly MaxAgeSeconds?: number | undefined;
}

const METHODS: readonly string[] = ['GET', 'PUT', 'HEAD', 'POST', 'DELETE'];
const MOST_RULES = 100;

/** @throws `MalformedXML`, `InvalidRequest`. Source: S3 API Reference, PutBucketCors */
export function checkCors(rules: readonly CorsRule[]): void {
  if (rules.length === 0 || rules.length > MOST_RULES) {
    throw malformedXml();
  }
  for (const rule of rules) {
    if (rule.AllowedOrigins.length === 0 || rule.AllowedMethods.length === 0) throw malformedXml();
    const unknown = rule.AllowedMethods.find((method) => !METHODS.includes(method));
    if (unknown !== undefined) {
      throw s3Error('InvalidRequest', `Found unsupported HTTP method in CORS config. Unsupported method is ${unknown}`);
    }
    const wild = rule.AllowedOrigins.find((origin) => origin.split('*').length > 2);
    if (wild !== undefined) {
      throw s3Error('InvalidRequest', `AllowedOrigin "${wild}" can not have more than one wildcard.`);
    }
    const header = rule.AllowedHeaders?.find((name) => name.split('*').length > 2);
    if (header !== undefined) {
      throw s3Error('InvalidRequest', `AllowedHeader "${header}" can not have more than one wildcard.`);
    }
    const exposed = rule.ExposeHeaders?.find((name) => name.includes('*'));
    if (exposed !== undefined) {
      throw s3Error(
        'InvalidRequest',
        `ExposeHeader "${exposed}" contains wildcard. We currently do not support wildcard for ExposeHeader`,
      );
    }
  }
}

export interface CorsQuestion {
  readonly origin: string;
  readonly method: string;
  /** What a preflight says that the request will have. */
  readonly headers: readonly string[];
}

export interface CorsAnswer {
  readonly rule: CorsRule;
  /** What is sent as Access-Control-Allow-Origin. */
  readonly allowOrigin: string;
}

/** The first rule that allows it. Source: S3 User Guide, "How does Amazon S3 evaluate the CORS configuration?" */
export function matchCors(rules: readonly CorsRule[], question: CorsQuestion): CorsAnswer | undefined {
  for (const rule of rules) {
    const origin = rule.AllowedOrigins.find((pattern) => fitsOne(question.origin, pattern));
    if (origin === undefined || !rule.AllowedMethods.includes(question.method)) continue;
    const allowed = rule.AllowedHeaders ?? [];
    const every = question.headers.every((name) =>
      allowed.some((pattern) => fitsOne(name.toLowerCase(), pattern.toLowerCase())),
    );
    if (every) return { rule, allowOrigin: origin === '*' ? '*' : question.origin };
  }
  return undefined;
}

/** With at most one `*`. */
function fitsOne(text: string, pattern: string): boolean {
  const at = pattern.indexOf('*');
  if (at < 0) return text === pattern;
  const before = pattern.slice(0, at);
  const after = pattern.slice(at + 1);
  return text.length >= before.length + after.length && text.startsWith(before) && text.endsWith(after);
}
