import { BlockList, isIPv6 } from 'node:net';

/** The values of a request's keys, names in lower case. */
export type ConditionValues = ReadonlyMap<string, string>;

type Compare = (actual: string, wanted: string) => boolean;

/** A condition block: operator, then key, then the values of which one has to fit. */
export type ConditionBlock = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

/**
 * Whether every condition holds. An operator that is not known does not hold, so nothing is granted by it.
 * Source: IAM User Guide, "IAM JSON policy elements: Condition operators".
 */
export function conditionsHold(block: ConditionBlock, values: ConditionValues): boolean {
  return Object.entries(block).every(([operator, keys]) =>
    Object.entries(keys).every(([key, wanted]) => holds(operator, key.toLowerCase(), wanted, values)),
  );
}

function holds(operator: string, key: string, wanted: readonly string[], values: ConditionValues): boolean {
  const actual = values.get(key);
  const name = operator.toLowerCase().replace(/^for(?:any|all)values?:/, '');
  if (name === 'null') return wanted.some((value) => (value === 'true') === (actual === undefined));
  const optional = name.endsWith('ifexists');
  const base = optional ? name.slice(0, -'ifexists'.length) : name;
  const negated = NEGATIONS.get(base);
  const compare = COMPARISONS.get(negated ?? base);
  if (compare === undefined) return false;
  if (actual === undefined) return optional || negated !== undefined || /^forallvalues:/i.test(operator);
  const fits = wanted.some((value) => compare(actual, substituted(value, values)));
  return negated === undefined ? fits : !fits;
}

const NEGATIONS: ReadonlyMap<string, string> = new Map([
  ['stringnotequals', 'stringequals'],
  ['stringnotequalsignorecase', 'stringequalsignorecase'],
  ['stringnotlike', 'stringlike'],
  ['numericnotequals', 'numericequals'],
  ['datenotequals', 'dateequals'],
  ['notipaddress', 'ipaddress'],
  ['arnnotequals', 'arnlike'],
  ['arnnotlike', 'arnlike'],
]);

const COMPARISONS: ReadonlyMap<string, Compare> = new Map<string, Compare>([
  ['stringequals', (actual, wanted) => actual === wanted],
  ['stringequalsignorecase', (actual, wanted) => actual.toLowerCase() === wanted.toLowerCase()],
  ['stringlike', fits],
  ['arnequals', fitsArn],
  ['arnlike', fitsArn],
  ['bool', (actual, wanted) => actual.toLowerCase() === wanted.toLowerCase()],
  ['binaryequals', (actual, wanted) => actual === wanted],
  ['ipaddress', isWithin],
  ['numericequals', (actual, wanted) => Number(actual) === Number(wanted)],
  ['numericlessthan', (actual, wanted) => Number(actual) < Number(wanted)],
  ['numericlessthanequals', (actual, wanted) => Number(actual) <= Number(wanted)],
  ['numericgreaterthan', (actual, wanted) => Number(actual) > Number(wanted)],
  ['numericgreaterthanequals', (actual, wanted) => Number(actual) >= Number(wanted)],
  ['dateequals', (actual, wanted) => time(actual) === time(wanted)],
  ['datelessthan', (actual, wanted) => time(actual) < time(wanted)],
  ['datelessthanequals', (actual, wanted) => time(actual) <= time(wanted)],
  ['dategreaterthan', (actual, wanted) => time(actual) > time(wanted)],
  ['dategreaterthanequals', (actual, wanted) => time(actual) >= time(wanted)],
]);

/** ISO 8601, or seconds since the epoch. */
function time(text: string): number {
  return /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text);
}

/** `*` stands for any run of characters, `?` for one. At worst the product of both lengths, whatever the pattern. */
export function fits(text: string, pattern: string): boolean {
  let at = 0;
  let inPattern = 0;
  let star = -1;
  let taken = 0;
  while (at < text.length) {
    const wanted = pattern[inPattern];
    if (wanted === '*') {
      star = inPattern;
      inPattern += 1;
      taken = at;
    } else if (wanted !== undefined && (wanted === '?' || wanted === text[at])) {
      at += 1;
      inPattern += 1;
    } else if (star >= 0) {
      inPattern = star + 1;
      taken += 1;
      at = taken;
    } else return false;
  }
  while (pattern[inPattern] === '*') inPattern += 1;
  return inPattern === pattern.length;
}

/** Each of the six parts on its own: a wildcard does not reach over a colon. */
function fitsArn(actual: string, wanted: string): boolean {
  const parts = partsOfArn(wanted);
  const found = partsOfArn(actual);
  return parts.length === found.length && parts.every((part, index) => fits(found[index] ?? '', part));
}

function partsOfArn(arn: string): readonly string[] {
  const parts = arn.split(':');
  return [...parts.slice(0, 5), parts.slice(5).join(':')];
}

function isWithin(actual: string, range: string): boolean {
  const [address = '', bits] = range.split('/');
  const family = isIPv6(address) ? 'ipv6' : 'ipv4';
  const list = new BlockList();
  try {
    list.addSubnet(address, bits === undefined ? (family === 'ipv6' ? 128 : 32) : Number(bits), family);
    return list.check(actual, isIPv6(actual) ? 'ipv6' : 'ipv4');
  } catch {
    return false;
  }
}

/** Policy variables such as `${aws:PrincipalAccount}`; one without a value stands for nothing that there is. */
export function substituted(text: string, values: ConditionValues): string {
  if (!text.includes('${')) return text;
  return text.replace(/\$\{([^}]*)\}/g, (_, name: string) => {
    if (name === '*' || name === '?' || name === '$') return name;
    return values.get(name.toLowerCase()) ?? '\u0000';
  });
}
