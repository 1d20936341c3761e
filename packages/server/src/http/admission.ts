import type { MiddlewareHandler } from 'hono';
import { HttpProblem } from '../problem/http-problem.ts';
import type { ApiEnvironment, Services } from './api-environment.ts';
import { checkLoopbackRequest } from './loopback.ts';
import type { OpenRequests } from './open-requests.ts';

/** Answered also when the server is full or stopping: how else should anybody know. */
const ALWAYS: ReadonlySet<string> = new Set(['/healthz', '/readyz']);

/** What a request must pass before a route sees it: its size, where it comes from, and whether there is room. */
export function admission(
  services: Services,
  openRequests: OpenRequests,
  onlyThisMachine: () => boolean,
): MiddlewareHandler<ApiEnvironment> {
  return async (context, next) => {
    const { raw } = context.req;
    context.set('services', services);
    checkUrl(raw.url, services.settings.maxUrlLength);
    if (onlyThisMachine()) checkLoopbackRequest(raw);
    if (ALWAYS.has(context.req.path)) return next();
    const open = openRequests.admit(raw.signal);
    context.set('signal', open.signal);
    context.set('close', open.close);
    context.set('abandon', open.abandon);
    context.set('unlimited', () => {
      open.unlimited();
      context.set('streams', true);
    });
    context.set('endless', () => {
      open.endless();
      context.set('streams', true);
    });
    await next();
  };
}

function checkUrl(url: string, longest: number): void {
  const target = url.slice(url.indexOf('/', url.indexOf('//') + 2));
  if (target.length <= longest) return;
  throw new HttpProblem({
    status: 414,
    code: 'URL_TOO_LONG',
    detail: `The path and query have more than ${longest} characters.`,
  });
}
