import type { Problem } from '../errors.ts';
import { accepted, type Parsed, refused } from './parsed.ts';

/** A distribution's id, such as `E3RPA4Z4ALGTGO`. */
export type DistributionId = string & { readonly __brand: 'DistributionId' };
/** An invalidation's id, such as `I4ZGG5UKUDVEXPLDM6JTVKDP2P`. */
export type InvalidationId = string & { readonly __brand: 'InvalidationId' };

/** `cf://E3RPA4Z4ALGTGO`, or with an invalidation's id after it. */
export interface CfUri {
  readonly kind: 'cf';
  readonly distribution: DistributionId;
  readonly invalidation: InvalidationId | undefined;
}

/** AWS publishes no length, and ids have grown before; anything shorter is a slip of the finger. */
const SHORTEST_ID = 5;

/** Problems: `DISTRIBUTION_ID_EMPTY`, `DISTRIBUTION_ID_CASE`, `DISTRIBUTION_ID_CHARACTER`, `DISTRIBUTION_ID_TOO_SHORT`. */
export function parseDistributionId(text: string): Parsed<DistributionId> {
  const problems = idProblems(text, 'DISTRIBUTION_ID', "the distribution's id");
  return problems.length > 0 ? refused(problems) : accepted(text as DistributionId);
}

/** Problems: `INVALIDATION_ID_EMPTY`, `INVALIDATION_ID_CASE`, `INVALIDATION_ID_CHARACTER`, `INVALIDATION_ID_TOO_SHORT`. */
export function parseInvalidationId(text: string): Parsed<InvalidationId> {
  const problems = idProblems(text, 'INVALIDATION_ID', "the invalidation's id");
  return problems.length > 0 ? refused(problems) : accepted(text as InvalidationId);
}

/** Problems: `CF_URI_SCHEME`, and those of parseDistributionId and parseInvalidationId. */
export function parseCfUri(text: string): Parsed<CfUri> {
  const match = /^cf:\/\/\/*([^/]*)\/*(.*?)\/*$/isu.exec(text);
  if (match === null) return refused([{ code: 'CF_URI_SCHEME', message: "it does not start with 'cf://'" }]);
  const [, first = '', second = ''] = match;
  const distribution = parseDistributionId(first);
  if (second === '') {
    return distribution.ok
      ? accepted({ kind: 'cf', distribution: distribution.value, invalidation: undefined })
      : distribution;
  }
  const invalidation = parseInvalidationId(second);
  if (distribution.ok && invalidation.ok) {
    return accepted({ kind: 'cf', distribution: distribution.value, invalidation: invalidation.value });
  }
  return refused([
    ...(distribution.ok ? [] : distribution.problems),
    ...(invalidation.ok ? [] : invalidation.problems),
  ]);
}

/** `cf://E3RPA4Z4ALGTGO` or `cf://E3RPA4Z4ALGTGO/I4ZGG5UKUDVEXPLDM6JTVKDP2P`. */
export function formatCfUri(uri: {
  readonly distribution: DistributionId;
  readonly invalidation?: InvalidationId | undefined;
}): string {
  return uri.invalidation === undefined ? `cf://${uri.distribution}` : `cf://${uri.distribution}/${uri.invalidation}`;
}

function idProblems(text: string, code: string, what: string): readonly Problem[] {
  if (text === '') return [{ code: `${code}_EMPTY`, message: `${what} is missing` }];
  const problems: Problem[] = [];
  if (/[^A-Za-z0-9]/u.test(text)) {
    problems.push({ code: `${code}_CHARACTER`, message: `${what} has other characters than letters and digits` });
  }
  if (/[a-z]/.test(text)) {
    // Not raised for the user: ids are case-sensitive, so a lower-case one is some other string that was pasted.
    problems.push({ code: `${code}_CASE`, message: `${what} has lower-case letters, and CloudFront's ids have none` });
  }
  if (text.length < SHORTEST_ID) {
    problems.push({ code: `${code}_TOO_SHORT`, message: `${what} is shorter than any that CloudFront gives` });
  }
  return problems;
}
