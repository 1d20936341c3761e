import type { Clock, Random } from '@s3front/core';
import type { MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import type { AnsweredRequest } from '../metrics/metrics.ts';
import type { ApiContext, ApiEnvironment } from './api-environment.ts';
import { REQUEST_ID_HEADER, requestIdOf } from './request-id.ts';
import { addSecurityHeaders } from './security-headers.ts';

/** An answered request, as it is logged and counted. */
export interface Answered extends AnsweredRequest {
  readonly requestId: string;
  readonly path: string;
  /** The id of the token; undefined where nobody had to say who asks. */
  readonly caller: string | undefined;
}

/** The frame around every request: its id, the headers of every answer, and the account of it at its end. */
export function framed(
  clock: Clock,
  random: Random,
  answered: (request: Answered) => void,
): MiddlewareHandler<ApiEnvironment> {
  return async (context, next) => {
    const started = clock.now();
    const requestId = requestIdOf(context.req.header(REQUEST_ID_HEADER), random);
    context.set('requestId', requestId);
    let told = false;
    const tell = (): void => {
      if (told) return;
      told = true;
      answered({
        requestId,
        method: context.req.method,
        route: routeOf(context),
        path: context.req.path.slice(0, 256),
        status: context.res.status,
        milliseconds: clock.now() - started,
        caller: context.get('caller')?.id,
      });
      context.get('close')?.();
    };
    await next();
    addSecurityHeaders(context.res.headers);
    context.res.headers.set(REQUEST_ID_HEADER, requestId);
    const { body } = context.res;
    if (!context.get('streams') || body === null) return tell();
    if (context.req.method === 'HEAD') {
      await body.cancel();
      return tell();
    }
    const { status, headers } = context.res;
    context.res = new Response(watched(body, tell, context.get('abandon')), { status, headers });
  };
}

/** The body, telling when it is at its end or given up. */
function watched(
  body: ReadableStream<Uint8Array>,
  ended: () => void,
  abandoned: () => void,
): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  return new ReadableStream(
    {
      async pull(controller) {
        try {
          const { done, value } = await reader.read();
          if (!done) return controller.enqueue(value);
          controller.close();
          ended();
        } catch (error) {
          controller.error(error);
          ended();
        }
      },
      async cancel(reason) {
        abandoned();
        try {
          await reader.cancel(reason);
        } finally {
          ended();
        }
      },
    },
    { highWaterMark: 0 },
  );
}

/** The route that answered, without what the client put into it. */
function routeOf(context: ApiContext): string {
  const route = routePath(context, -1);
  return route === '/*' || route === '*' ? 'none' : route.replace('{.+}', '');
}
