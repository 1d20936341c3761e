import { type BucketName, hasCode, type ObjectHead } from '@s3front/core';
import type { ApiContext } from '../http/api-environment.ts';
import { type Bytes, contentRange } from '../http/byte-range.ts';
import { byteStream } from '../http/byte-stream.ts';
import { quoted } from '../http/entity-tag.ts';
import { isConditional, wantedOf } from '../http/object-condition.ts';
import { objectAnswerHeaders } from '../http/object-headers.ts';
import { HttpProblem } from '../problem/http-problem.ts';

/** How often an object may be replaced between the look at it and the reading of it. */
const MOST_TRIES = 3;

/**
 * An object as an answer: whole or a range of it, or nothing when the client has it already. Streams, and without
 * conditions asks S3 once.
 *
 * @throws `OBJECT_NOT_FOUND`, `PRECONDITION_FAILED` (412), `RANGE_NOT_SATISFIABLE` (416)
 */
export async function objectAnswer(context: ApiContext, bucket: BucketName, key: string): Promise<Response> {
  if (context.req.method !== 'HEAD' && !isConditional((name) => context.req.header(name))) {
    const { body, ...head } = await context.var.services.provider.objects.getObject(bucket, key, {
      signal: context.var.signal,
    });
    return streamed(context, head, body, undefined);
  }
  for (let tries = 1; ; tries += 1) {
    try {
      return await conditionalAnswer(context, bucket, key);
    } catch (error) {
      // It was replaced since we looked: the conditions are about the new one now.
      if (tries >= MOST_TRIES || !hasCode(error, 'PRECONDITION_FAILED')) throw error;
    }
  }
}

/** Looks at the object first, and reads the very version that the conditions were held against. */
async function conditionalAnswer(context: ApiContext, bucket: BucketName, key: string): Promise<Response> {
  const { objects } = context.var.services.provider;
  const { signal } = context.var;
  const head = await objects.headObject(bucket, key, { signal });
  const wanted = wantedOf((name) => context.req.header(name), head);
  if (wanted.kind === 'precondition-failed') throw preconditionFailed(head);
  if (wanted.kind === 'not-modified') return new Response(null, { status: 304, headers: validators(head) });
  if (context.req.method === 'HEAD') {
    return new Response(null, { headers: withLength(objectAnswerHeaders(head), head.size) });
  }
  if (wanted.kind === 'unsatisfiable') throw unsatisfiable(head);
  const bytes = wanted.kind === 'part' ? wanted.bytes : undefined;
  const { body } = await objects.getObject(bucket, key, { signal, range: bytes, ifMatch: head.etag });
  return streamed(context, head, body, bytes);
}

function streamed(
  context: ApiContext,
  head: ObjectHead,
  body: AsyncIterable<Uint8Array>,
  bytes: Bytes | undefined,
): Response {
  context.var.unlimited();
  const headers = objectAnswerHeaders(head);
  if (bytes === undefined) return new Response(byteStream(body), { headers: withLength(headers, head.size) });
  headers.set('content-range', contentRange(bytes, head.size));
  return new Response(byteStream(body), { status: 206, headers: withLength(headers, bytes.last - bytes.first + 1) });
}

function withLength(headers: Headers, bytes: number): Headers {
  headers.set('content-length', String(bytes));
  return headers;
}

/** What a 304 repeats (RFC 9110 section 15.4.5). */
function validators(head: ObjectHead): Headers {
  const headers = objectAnswerHeaders(head);
  return new Headers(
    ['etag', 'last-modified', 'cache-control'].map((name): [string, string] => [name, headers.get(name) ?? '']),
  );
}

function preconditionFailed(head: ObjectHead): HttpProblem {
  return new HttpProblem({
    status: 412,
    code: 'PRECONDITION_FAILED',
    detail: 'The object is not the version that the request is about.',
    headers: { etag: quoted(head.etag) },
  });
}

function unsatisfiable(head: ObjectHead): HttpProblem {
  return new HttpProblem({
    status: 416,
    code: 'RANGE_NOT_SATISFIABLE',
    detail: `The object has ${head.size} bytes, and none of those that are asked for.`,
    headers: { 'content-range': contentRange(undefined, head.size) },
  });
}
