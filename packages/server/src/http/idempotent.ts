import { createHash } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import type { Held, KeptAnswer } from '../idempotency/idempotency.ts';
import { HttpProblem } from '../problem/http-problem.ts';
import type { ApiEnvironment } from './api-environment.ts';

const IDEMPOTENCY_HEADER = 'idempotency-key';

/** Visible ASCII, with or without the quotes of a structured field. */
const KEY = /^"?([\x21\x23-\x7e]{1,255})"?$/;
const KEPT_HEADERS = ['content-type', 'location', 'etag', 'link', 'retry-after'] as const;
/** Not worth repeating: another attempt may go better. */
const PASSING: ReadonlySet<number> = new Set([401, 408, 429]);

/**
 * Answers a repeated request as it was answered before, where the client says by `Idempotency-Key` that it is a
 * repetition. Source: IETF draft "The Idempotency-Key HTTP Header Field" (draft-07), which expired, and which the field follows.
 */
export const idempotent: MiddlewareHandler<ApiEnvironment> = async (context, next) => {
  const given = context.req.header(IDEMPOTENCY_HEADER);
  if (given === undefined) return next();
  const { idempotency } = context.var.services;
  const url = new URL(context.req.url);
  const reservation = await idempotency.reserve({
    owner: context.var.caller.id,
    key: readKey(given),
    fingerprint: fingerprintOf(context.req.method, url.pathname + url.search, await context.req.text()),
  });
  switch (reservation.kind) {
    case 'replay':
      return new Response(reservation.answer.body, {
        status: reservation.answer.status,
        headers: { ...reservation.answer.headers, 'idempotency-replayed': 'true' },
      });
    case 'in-flight':
      throw inFlight(reservation.retryAfter);
    case 'mismatch':
      throw mismatch();
    case 'new':
      await answered(reservation.held, async () => {
        await next();
        return context.res.clone();
      });
      return;
  }
};

/** Whatever happens, the key is either answered or free. */
async function answered(held: Held, work: () => Promise<Response>): Promise<void> {
  let answer: KeptAnswer | undefined;
  try {
    answer = await keptAnswer(await work());
  } finally {
    if (answer === undefined) await held.released();
    else await held.answered(answer);
  }
}

async function keptAnswer(response: Response): Promise<KeptAnswer | undefined> {
  if (response.status >= 500 || PASSING.has(response.status)) return undefined;
  const headers: Record<string, string> = {};
  for (const name of KEPT_HEADERS) {
    const value = response.headers.get(name);
    if (value !== null) headers[name] = value;
  }
  return { status: response.status, headers, body: await response.text() };
}

function readKey(given: string): string {
  const key = KEY.exec(given)?.[1];
  if (key !== undefined) return key;
  throw new HttpProblem({
    status: 400,
    code: 'IDEMPOTENCY_KEY_INVALID',
    detail: 'The header Idempotency-Key is not 1 to 255 visible characters.',
    errors: [{ code: 'IDEMPOTENCY_KEY_INVALID', message: 'is not valid', parameter: 'Idempotency-Key' }],
  });
}

function fingerprintOf(method: string, target: string, body: string): string {
  return createHash('sha256').update(`${method} ${target}\n${body}`).digest('base64url');
}

function inFlight(milliseconds: number): HttpProblem {
  return new HttpProblem({
    status: 409,
    code: 'IDEMPOTENCY_IN_FLIGHT',
    detail: 'The request with this Idempotency-Key is still being worked on.',
    headers: { 'retry-after': String(Math.max(1, Math.ceil(milliseconds / 1000))) },
  });
}

function mismatch(): HttpProblem {
  return new HttpProblem({
    status: 422,
    code: 'IDEMPOTENCY_KEY_REUSED',
    detail: 'This Idempotency-Key was used for another request.',
    hint: 'Choose a new key for a new request.',
  });
}
