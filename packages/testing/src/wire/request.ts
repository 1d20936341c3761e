/** Names in lower case; a header that came several times has several values, in their order. */
export type WireHeaders = ReadonlyMap<string, readonly string[]>;

/** A query parameter, decoded; one without `=` has an empty value. */
export type QueryParameter = readonly [name: string, value: string];

/** A request as it arrived, before anybody asked whose it is. */
export interface WireRequest {
  /** Goes into every answer and every error. */
  readonly requestId: string;
  readonly method: string;
  /** As it arrived, still encoded and never normalised: an object's key may hold `..`, `//` and `%2F`. */
  readonly path: string;
  /** As it arrived, without the question mark; empty when there is none. */
  readonly query: string;
  /** The query, decoded (`+` is a space), in its order, with what is repeated. */
  readonly parameters: readonly QueryParameter[];
  readonly headers: WireHeaders;
  /** Can be read once. What is not read is thrown away by the door. */
  readonly body: AsyncIterable<Uint8Array>;
  /** Absent when the caller is in this process. */
  readonly remoteAddress: string | undefined;
  /** Whether it came over TLS. */
  readonly secure: boolean;
}

/** The header's value; of several, joined by commas as HTTP means them. Source: RFC 9110 §5.3. */
export function headerOf(request: Pick<WireRequest, 'headers'>, name: string): string | undefined {
  const values = request.headers.get(name);
  if (values === undefined) return undefined;
  return values.length === 1 ? values[0] : values.join(',');
}

/** The first parameter of that name. */
export function parameterOf(request: Pick<WireRequest, 'parameters'>, name: string): string | undefined {
  return request.parameters.find(([known]) => known === name)?.[1];
}

export function hasParameter(request: Pick<WireRequest, 'parameters'>, name: string): boolean {
  return request.parameters.some(([known]) => known === name);
}

/** A query string as its parameters. What is not valid percent-encoding stays as it is. */
export function parseQuery(query: string): readonly QueryParameter[] {
  if (query === '') return [];
  return query
    .split('&')
    .filter((part) => part !== '')
    .map((part): QueryParameter => {
      const at = part.indexOf('=');
      return at === -1 ? [decoded(part), ''] : [decoded(part.slice(0, at)), decoded(part.slice(at + 1))];
    });
}

function decoded(text: string): string {
  if (!/[+%]/.test(text)) return text;
  const spaced = text.replaceAll('+', ' ');
  try {
    return decodeURIComponent(spaced);
  } catch {
    return spaced;
  }
}
