import type { Problem } from '../errors.ts';
import { accepted, type Parsed, refused } from './parsed.ts';

/** A host name in lower case, checked; as an alias it may start with `*.`. */
export type DomainName = string & { readonly __brand: 'DomainName' };

const LONGEST_NAME = 253;
const LONGEST_LABEL = 63;

/**
 * A host name, in lower case and without a trailing dot; an internationalised one in its ASCII form (`xn--…`).
 *
 * Problems: `DOMAIN_NAME_EMPTY`, `DOMAIN_NAME_TOO_LONG`, `DOMAIN_NAME_ONE_LABEL`, `DOMAIN_NAME_IP_ADDRESS`,
 * `DOMAIN_NAME_LABEL` (one per label and reason), `DOMAIN_NAME_WILDCARD`, `DOMAIN_NAME_URL`.
 * Source: RFC 1123 section 2.1, RFC 1035 section 2.3.4.
 */
export function parseDomainName(text: string): Parsed<DomainName> {
  const problems = urlProblems(text);
  if (problems.length > 0) return refused(problems);
  if (text.includes('*')) {
    return refused([
      { code: 'DOMAIN_NAME_WILDCARD', message: `'${shown(text)}' has a wildcard where none is allowed` },
    ]);
  }
  return parseHost(text);
}

/**
 * A name for a distribution: a host name, or `*.` and a host name.
 *
 * Problems: those of parseDomainName; `DOMAIN_NAME_WILDCARD` for a `*` anywhere but as the whole first label.
 * Source: CloudFront Developer Guide, "Requirements for using alternate domain names".
 */
export function parseAlias(text: string): Parsed<DomainName> {
  const problems = urlProblems(text);
  if (problems.length > 0) return refused(problems);
  const host = text.startsWith('*.') ? text.slice(2) : text;
  if (host.includes('*')) {
    return refused([
      {
        code: 'DOMAIN_NAME_WILDCARD',
        message: `in '${shown(text)}' the wildcard must be the whole first label, as in '*.example.org'`,
      },
    ]);
  }
  const parsed = parseHost(host);
  if (!parsed.ok || host === text) return parsed;
  const alias = `*.${parsed.value}`;
  return alias.length > LONGEST_NAME ? refused([tooLong(alias)]) : accepted(alias as DomainName);
}

/** Every alias, each once and in the order given, or what is wrong with any of them. */
export function parseAliases(texts: readonly string[]): Parsed<readonly DomainName[]> {
  const names = new Set<DomainName>();
  const problems: Problem[] = [];
  for (const text of texts) {
    const parsed = parseAlias(text);
    if (parsed.ok) names.add(parsed.value);
    else problems.push(...parsed.problems);
  }
  return problems.length > 0 ? refused(problems) : accepted([...names]);
}

export function isWildcard(name: DomainName): boolean {
  return name.startsWith('*.');
}

function parseHost(text: string): Parsed<DomainName> {
  const lowered = text.toLowerCase().replace(/\.$/, '');
  if (lowered === '') return refused([{ code: 'DOMAIN_NAME_EMPTY', message: 'the name is empty' }]);
  const host = toAscii(lowered);
  if (host === undefined) {
    return refused([
      {
        code: 'DOMAIN_NAME_LABEL',
        message: `'${shown(text)}' has no ASCII form; write it in punycode ('xn--…')`,
      },
    ]);
  }
  const labels = host.split('.');
  const problems = labels.flatMap((label) => labelProblems(label, host));
  if (host.length > LONGEST_NAME) problems.push(tooLong(host));
  if (labels.length === 1) {
    problems.push({
      code: 'DOMAIN_NAME_ONE_LABEL',
      message: `'${shown(host)}' has no dot, and a public name needs a domain, as in 'cdn.example.org'`,
    });
  }
  if (/^\d+$/.test(labels.at(-1) ?? '')) {
    problems.push({ code: 'DOMAIN_NAME_IP_ADDRESS', message: `'${shown(host)}' is an IP address or looks like one` });
  }
  return problems.length > 0 ? refused(problems) : accepted(host as DomainName);
}

/** UTS #46 as the platform's URL does it; what is ASCII already is left for the rules to judge. */
function toAscii(host: string): string | undefined {
  if (isAscii(host)) return host;
  // The URL parser gives these a meaning of their own, so they must not reach it.
  if (/[\p{Cc}\s/\\?#@:[\]%<>^|]/u.test(host)) return host;
  try {
    return new URL(`http://${host}/`).hostname;
  } catch {
    return undefined;
  }
}

function isAscii(text: string): boolean {
  return [...text].every((character) => (character.codePointAt(0) ?? 0) < 128);
}

function labelProblems(label: string, host: string): Problem[] {
  const problem = (reason: string): Problem => ({
    code: 'DOMAIN_NAME_LABEL',
    message: `in '${shown(host)}' ${reason}`,
  });
  if (label === '') return [problem('a label is empty (two dots side by side, or one in front)')];
  const problems: Problem[] = [];
  if (/[^a-z0-9-]/u.test(label)) {
    problems.push(problem(`the label '${shown(label)}' has other characters than letters, digits and hyphens`));
  }
  if (label.startsWith('-') || label.endsWith('-')) {
    problems.push(problem(`the label '${shown(label)}' begins or ends with a hyphen`));
  }
  if (label.length > LONGEST_LABEL) {
    problems.push(problem(`the label '${shown(label)}' is longer than ${LONGEST_LABEL} characters`));
  }
  return problems;
}

/** People paste addresses; one sentence about that is worth more than five about characters. */
function urlProblems(text: string): readonly Problem[] {
  if (!/^[a-z][a-z0-9+.-]*:\/\/|\//i.test(text)) return [];
  return [{ code: 'DOMAIN_NAME_URL', message: `'${shown(text)}' is an address; give the host name alone` }];
}

function tooLong(name: string): Problem {
  return {
    code: 'DOMAIN_NAME_TOO_LONG',
    message: `'${shown(name)}' has ${name.length} characters, and ${LONGEST_NAME} are allowed`,
  };
}

/** With control characters spelt out, so that a message never carries one to a terminal. */
function shown(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}
