import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { HttpProblem } from '../problem/http-problem.ts';
import type { ApiEnvironment } from './api-environment.ts';

/** Refuses a body that is longer than JSON needs to be, before it is held in memory. */
export const limitedBody: MiddlewareHandler<ApiEnvironment> = (context, next) => {
  const maxSize = context.var.services.settings.maxJsonBytes;
  return bodyLimit({
    maxSize,
    onError: () => {
      throw new HttpProblem({
        status: 413,
        code: 'BODY_TOO_LARGE',
        detail: `The body has more than ${maxSize} bytes.`,
      });
    },
  })(context, next);
};
