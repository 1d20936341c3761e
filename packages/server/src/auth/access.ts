import type { MiddlewareHandler } from 'hono';
import type { ApiEnvironment } from '../http/api-environment.ts';
import { HttpProblem } from '../problem/http-problem.ts';
import { hasScope } from './caller.ts';
import type { TokenScope } from './tokens.ts';

/** The name of the security scheme in the specification. */
export const BEARER_SCHEME = 'bearer';

/** The part of a route that says which scope it wants: to the specification, and to whoever asks. */
export interface Access {
  /** OpenAPI 3.1 names the role behind the scheme. */
  readonly security: [{ readonly [BEARER_SCHEME]: [TokenScope] }];
  readonly middleware: MiddlewareHandler<ApiEnvironment>[];
}

/** Wants this scope before anything else of the request is looked at; then come the others. */
export function access(scope: TokenScope, ...others: readonly MiddlewareHandler<ApiEnvironment>[]): Access {
  return { security: [{ [BEARER_SCHEME]: [scope] }], middleware: [scopeGate(scope), ...others] };
}

function scopeGate(scope: TokenScope): MiddlewareHandler<ApiEnvironment> {
  return async (context, next) => {
    const caller = await context.var.services.authentication.identify(context.req.header('authorization'));
    if (!hasScope(caller, scope)) {
      throw new HttpProblem({
        status: 403,
        code: 'SCOPE_INSUFFICIENT',
        detail: `This wants a token with the scope ${scope}, and this one has ${caller.scope}.`,
        headers: { 'www-authenticate': `Bearer realm="s3front", error="insufficient_scope", scope="${scope}"` },
      });
    }
    context.set('caller', caller);
    await next();
  };
}
