export type ResponseBody = string | Uint8Array | AsyncIterable<Uint8Array>;

/** Header names in any spelling; they are sent as they are written here. */
export type ResponseHeaders = Readonly<Record<string, string | number | undefined>>;

/**
 * An answer. The door adds the request's id, `Date`, `Server` and, for a text or bytes, `Content-Length`; a streamed
 * body has its length in the headers or is sent in chunks. To HEAD the door sends no body, whatever is here, but its
 * headers.
 */
export interface WireResponse {
  readonly status: number;
  readonly headers: ResponseHeaders;
  readonly body?: ResponseBody | undefined;
}
