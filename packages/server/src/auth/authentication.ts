import type { Clock } from '@s3front/core';
import { HttpProblem } from '../problem/http-problem.ts';
import { ANONYMOUS, type Caller } from './caller.ts';
import type { Tokens } from './tokens.ts';

/** How long "there are no tokens" is believed, in milliseconds. */
const BELIEVED = 1_000;
/** RFC 6750 section 2.1: `Bearer`, and a token of letters, digits and these. */
const BEARER = /^bearer +([A-Za-z0-9._~+/-]+=*)$/i;
const CHALLENGE = 'Bearer realm="s3front"';

/** Finds out who sends a request. */
export interface Authentication {
  /** @throws `TOKEN_MISSING`, `TOKEN_INVALID` (401) */
  identify(authorization: string | undefined): Promise<Caller>;
}

/**
 * Bearer tokens; and nobody in particular, with every right, as long as only this machine can ask and no token was
 * ever seen. Once there is a token, one is wanted until the server starts anew, even when the last one is revoked.
 */
export function createAuthentication(tokens: Tokens, clock: Clock, onlyThisMachine: () => boolean): Authentication {
  let tokenSeen = false;
  let believedUntil = Number.NEGATIVE_INFINITY;

  async function wantsToken(): Promise<boolean> {
    if (!onlyThisMachine() || tokenSeen) return true;
    if (clock.now() < believedUntil) return false;
    tokenSeen = await tokens.any();
    believedUntil = clock.now() + BELIEVED;
    return tokenSeen;
  }

  return {
    async identify(authorization) {
      if (authorization === undefined) {
        if (!(await wantsToken())) return ANONYMOUS;
        throw unauthorized('TOKEN_MISSING', 'The request carries no token.', CHALLENGE);
      }
      const bearer = BEARER.exec(authorization)?.[1];
      const token = bearer === undefined ? undefined : await tokens.verify(bearer);
      if (token !== undefined) return { id: token.id, scope: token.scope, buckets: token.buckets };
      throw unauthorized('TOKEN_INVALID', 'The token is not valid.', `${CHALLENGE}, error="invalid_token"`);
    },
  };
}

function unauthorized(code: string, detail: string, challenge: string): HttpProblem {
  return new HttpProblem({
    status: 401,
    code,
    detail,
    hint: 'Send Authorization: Bearer TOKEN; tokens are made with: s3front token create',
    headers: { 'www-authenticate': challenge },
  });
}
