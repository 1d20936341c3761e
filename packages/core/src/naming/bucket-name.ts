import type { Problem } from '../errors.ts';
import { accepted, type Parsed, refused } from './parsed.ts';

/** A bucket's name, checked: by today's rules, or by those of the old us-east-1 names that still exist. */
export type BucketName = string & { readonly __brand: 'BucketName' };

const SHORTEST = 3;
const LONGEST = 63;
const LONGEST_LEGACY = 255;

const RESERVED_PREFIXES = ['xn--', 'sthree-', 'amzn-s3-demo-'] as const;
const RESERVED_SUFFIXES = ['-s3alias', '--ol-s3', '.mrap', '--x-s3', '--table-s3'] as const;

const ACCOUNT_REGIONAL = /^[a-z0-9].*-\d{12}-[a-z]{2,4}(?:-[a-z]+)+-\d+-an$/;
const IP_SHAPE = /^\d+\.\d+\.\d+\.\d+$/;
const DNS_LABEL = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/;

/**
 * A name for a bucket that is to be made, by every rule that S3 applies today; all reasons against it at once.
 *
 * Problems: `BUCKET_NAME_TOO_SHORT`, `BUCKET_NAME_TOO_LONG`, `BUCKET_NAME_CHARACTER`, `BUCKET_NAME_EDGE`,
 * `BUCKET_NAME_ADJACENT_DOTS`, `BUCKET_NAME_IP_ADDRESS`, `BUCKET_NAME_RESERVED_PREFIX`,
 * `BUCKET_NAME_RESERVED_SUFFIX`, `BUCKET_NAME_ACCOUNT_REGIONAL`.
 * Source: Amazon S3 User Guide, "General purpose bucket naming rules".
 */
export function parseBucketName(text: string): Parsed<BucketName> {
  const problems: Problem[] = [
    ...lengthProblems(text, LONGEST),
    ...characterProblems(text, /[^a-z0-9.-]/gu, 'only lower-case letters, digits, dots and hyphens'),
  ];
  if (/^[.-]/.test(text)) {
    problems.push({ code: 'BUCKET_NAME_EDGE', message: 'it must begin with a letter or a digit' });
  }
  if (/[.-]$/.test(text)) {
    problems.push({ code: 'BUCKET_NAME_EDGE', message: 'it must end with a letter or a digit' });
  }
  if (text.includes('..')) {
    problems.push({ code: 'BUCKET_NAME_ADJACENT_DOTS', message: 'two dots must not stand side by side' });
  }
  if (IP_SHAPE.test(text)) {
    problems.push({ code: 'BUCKET_NAME_IP_ADDRESS', message: 'it must not look like an IP address' });
  }
  for (const prefix of RESERVED_PREFIXES) {
    if (text.startsWith(prefix)) {
      problems.push({ code: 'BUCKET_NAME_RESERVED_PREFIX', message: `S3 reserves the prefix '${prefix}'` });
    }
  }
  for (const suffix of RESERVED_SUFFIXES) {
    if (text.endsWith(suffix)) {
      problems.push({ code: 'BUCKET_NAME_RESERVED_SUFFIX', message: `S3 reserves the suffix '${suffix}'` });
    }
  }
  if (text.endsWith('-an') && !ACCOUNT_REGIONAL.test(text)) {
    problems.push({
      code: 'BUCKET_NAME_ACCOUNT_REGIONAL',
      message: "the suffix '-an' is for account-regional names, which are written PREFIX-ACCOUNT-REGION-an",
    });
  }
  return problems.length > 0 ? refused(problems) : accepted(text as BucketName);
}

/**
 * The name of a bucket that may exist already: also what us-east-1 allowed until March 2018 (capitals,
 * underscores, up to 255 characters), since such buckets are still there.
 *
 * Problems: `BUCKET_NAME_TOO_SHORT`, `BUCKET_NAME_TOO_LONG`, `BUCKET_NAME_CHARACTER`.
 */
export function parseExistingBucketName(text: string): Parsed<BucketName> {
  const problems = [
    ...lengthProblems(text, LONGEST_LEGACY),
    ...characterProblems(text, /[^A-Za-z0-9._-]/gu, 'only letters, digits, dots, hyphens and underscores'),
  ];
  return problems.length > 0 ? refused(problems) : accepted(text as BucketName);
}

/**
 * True for a bucket that can exist but that CloudFront cannot serve and no URL can name as a host: its name is not
 * a DNS name.
 * Source: CloudFront Developer Guide, "Using an Amazon S3 bucket": names must conform to DNS.
 */
export function isLegacyBucketName(name: BucketName): boolean {
  return name.length > LONGEST || IP_SHAPE.test(name) || !name.split('.').every((label) => DNS_LABEL.test(label));
}

/** True for a name with dots: S3's own certificate (`*.s3.amazonaws.com`) does not cover its virtual host. */
export function isDotted(name: BucketName): boolean {
  return name.includes('.');
}

/** True for `PREFIX-ACCOUNT-REGION-an`, a name in the account's own namespace, which S3 makes only when asked so. */
export function isAccountRegional(name: BucketName): boolean {
  return ACCOUNT_REGIONAL.test(name);
}

function lengthProblems(text: string, longest: number): readonly Problem[] {
  if (text === '') return [{ code: 'BUCKET_NAME_TOO_SHORT', message: 'it is empty' }];
  if (text.length < SHORTEST) {
    return [{ code: 'BUCKET_NAME_TOO_SHORT', message: `it has fewer than ${SHORTEST} characters` }];
  }
  if (text.length > longest) {
    return [
      {
        code: 'BUCKET_NAME_TOO_LONG',
        message: `it has ${text.length} characters, and ${longest} are allowed`,
      },
    ];
  }
  return [];
}

function characterProblems(text: string, forbidden: RegExp, allowed: string): readonly Problem[] {
  const found = [...new Set(text.match(forbidden) ?? [])];
  if (found.length === 0) return [];
  // JSON spells control characters out, so that a message never carries one to a terminal.
  const shown = found.map((character) => `'${JSON.stringify(character).slice(1, -1)}'`).join(', ');
  return [{ code: 'BUCKET_NAME_CHARACTER', message: `it contains ${shown}, and ${allowed} are allowed` }];
}
