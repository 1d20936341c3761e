import { S3FrontError } from '../errors.ts';
import { accepted, type Parsed, refused } from '../naming/parsed.ts';

/** What an object is served with. */
export interface ObjectHeaders {
  readonly contentType?: string | undefined;
  readonly cacheControl?: string | undefined;
  readonly contentDisposition?: string | undefined;
  readonly contentEncoding?: string | undefined;
  readonly contentLanguage?: string | undefined;
  /** An HTTP date. */
  readonly expires?: string | undefined;
  readonly websiteRedirect?: string | undefined;
  readonly storageClass?: string | undefined;
  /** User metadata, names in lower case without `x-amz-meta-`. */
  readonly metadata?: Readonly<Record<string, string>> | undefined;
}

type PlainHeader = Exclude<keyof ObjectHeaders, 'metadata'>;

/** One `NAME:VALUE`, as the part of ObjectHeaders that it sets. */
export type HeaderField =
  | { readonly kind: 'header'; readonly header: PlainHeader; readonly value: string }
  | { readonly kind: 'metadata'; readonly name: string; readonly value: string };

const HEADER_OF_NAME: ReadonlyMap<string, PlainHeader> = new Map([
  ['cache-control', 'cacheControl'],
  ['content-disposition', 'contentDisposition'],
  ['content-encoding', 'contentEncoding'],
  ['content-language', 'contentLanguage'],
  ['content-type', 'contentType'],
  ['expires', 'expires'],
  ['x-amz-storage-class', 'storageClass'],
  ['x-amz-website-redirect-location', 'websiteRedirect'],
]);

const METADATA_PREFIX = 'x-amz-meta-';

/** S3's limit on an object's user metadata, names and values together, in bytes. */
const MOST_METADATA = 2048;

/** A `token` of RFC 9110 section 5.6.2. */
const TOKEN = /^[a-z0-9!#$%&'*+.^_`|~-]+$/;

const HTTP_DATE =
  /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/**
 * One line of `--add-header NAME:VALUE`. Only headers that S3 stores with an object are taken.
 *
 * Problems: `HEADER_SYNTAX`, `HEADER_CONTROL_CHARACTER`, `HEADER_NOT_ASCII`, `HEADER_NOT_ALLOWED`, `HEADER_VALUE`.
 */
export function parseHeaderLine(text: string): Parsed<HeaderField> {
  const problem = (code: string, message: string) => refused([{ code, message }]);
  const colon = text.indexOf(':');
  if (colon <= 0) return problem('HEADER_SYNTAX', `'${shown(text)}' is not of the form NAME:VALUE`);
  const name = text.slice(0, colon).trim().toLowerCase();
  const value = text.slice(colon + 1).replace(/^ +| +$/g, '');
  if (/\p{Cc}/u.test(text)) {
    return problem('HEADER_CONTROL_CHARACTER', `'${shown(text)}' has a line break or another control character`);
  }
  if (!/^[\u0020-\u007e]*$/.test(text)) {
    return problem('HEADER_NOT_ASCII', `'${shown(text)}' has characters beyond ASCII, which HTTP headers do not carry`);
  }
  if (name.startsWith(METADATA_PREFIX)) {
    const rest = name.slice(METADATA_PREFIX.length);
    return TOKEN.test(rest)
      ? accepted({ kind: 'metadata', name: rest, value })
      : problem('HEADER_SYNTAX', `'${shown(name)}' is no name for user metadata`);
  }
  const header = HEADER_OF_NAME.get(name);
  if (header === undefined) {
    return problem(
      'HEADER_NOT_ALLOWED',
      `'${shown(name)}' cannot be set on an object; ${[...HEADER_OF_NAME.keys()].join(', ')} and ${METADATA_PREFIX}… can`,
    );
  }
  const fault = valueFault(header, value);
  return fault === undefined
    ? accepted({ kind: 'header', header, value })
    : problem('HEADER_VALUE', `'${name}' ${fault}`);
}

/**
 * The headers that several lines make together; of two lines for the same header the later one counts.
 *
 * @throws `HEADER_INVALID` (kind `usage`) with the problems of every line, and `METADATA_TOO_LARGE` among them
 */
export function headersFromLines(lines: readonly string[]): ObjectHeaders {
  const parsed = lines.map(parseHeaderLine);
  const fields = parsed.flatMap((line) => (line.ok ? [line.value] : []));
  const metadata = Object.fromEntries(
    fields.flatMap((field) => (field.kind === 'metadata' ? [[field.name, field.value] as const] : [])),
  );
  const problems = parsed.flatMap((line) => (line.ok ? [] : line.problems));
  const size = Object.entries(metadata).reduce((sum, [name, value]) => sum + name.length + value.length, 0);
  if (size > MOST_METADATA) {
    problems.push({
      code: 'METADATA_TOO_LARGE',
      message: `the user metadata has ${size} bytes, and S3 takes ${MOST_METADATA}`,
    });
  }
  if (problems.length > 0) {
    throw new S3FrontError({
      code: 'HEADER_INVALID',
      kind: 'usage',
      message: `The headers cannot be used: ${problems.map((problem) => problem.message).join('; ')}.`,
      hint: "Give each header as --add-header NAME:VALUE, such as --add-header 'Cache-Control: max-age=300'.",
      problems,
    });
  }
  const plain: Partial<Record<PlainHeader, string>> = {};
  for (const field of fields) {
    if (field.kind === 'header') plain[field.header] = field.value;
  }
  return Object.keys(metadata).length === 0 ? plain : { ...plain, metadata };
}

function valueFault(header: PlainHeader, value: string): string | undefined {
  if (value === '') return 'has no value';
  switch (header) {
    case 'contentType':
      return /^[^\s/;]+\/[^\s/;]+(?:\s*;.*)?$/.test(value) ? undefined : "is not a media type, as 'text/html' is";
    case 'expires':
      return isHttpDate(value) ? undefined : "is not an HTTP date, as 'Tue, 01 Dec 2026 16:00:00 GMT' is";
    case 'storageClass':
      return /^[A-Z][A-Z_]*$/.test(value) ? undefined : "is not a storage class, as 'STANDARD_IA' is";
    case 'websiteRedirect':
      return /^(?:\/|https?:\/\/)/.test(value) ? undefined : "must begin with '/', 'http://' or 'https://'";
    case 'cacheControl':
    case 'contentDisposition':
    case 'contentEncoding':
    case 'contentLanguage':
      return undefined;
  }
}

/** Printed again it is the same, so a 31 November and a wrong day of the week are found. */
function isHttpDate(value: string): boolean {
  return HTTP_DATE.test(value) && new Date(value).toUTCString() === value;
}

/** With control characters spelt out, so that a message never carries one to a terminal. */
function shown(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}
