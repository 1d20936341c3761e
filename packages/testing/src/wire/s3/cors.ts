import { s3Error } from '../../world/aws-error.ts';
import { type CorsAnswer, matchCors } from '../../world/s3/cors.ts';
import type { World } from '../../world/world.ts';
import { headerOf } from '../request.ts';
import type { ResponseHeaders, WireResponse } from '../response.ts';
import type { AuthenticatedRequest } from '../service.ts';
import type { S3Call } from './call.ts';
import { emptyAnswer } from './document.ts';

/** Source: S3 API Reference, "OPTIONS object". @throws `BadRequest`, `AccessForbidden` */
export function preflight({ request, world, bucket }: S3Call): WireResponse {
  const origin = headerOf(request, 'origin');
  const method = headerOf(request, 'access-control-request-method');
  if (origin === undefined) {
    throw s3Error('BadRequest', 'Insufficient information. Origin request header needed.');
  }
  if (method === undefined) {
    throw s3Error('BadRequest', 'Insufficient information. Access-Control-Request-Method request header needed.');
  }
  const rules = world.s3.corsRulesOf({ Bucket: bucket });
  if (rules === undefined) throw forbidden('CORSResponse: CORS is not enabled for this bucket.', method);
  const headers = listOf(headerOf(request, 'access-control-request-headers'));
  const answer = matchCors(rules, { origin, method, headers });
  if (answer === undefined) {
    throw forbidden(
      "CORSResponse: This CORS request is not allowed. This is usually because the evalution of Origin, request method / Access-Control-Request-Method or Access-Control-Request-Headers are not whitelisted by the resource's CORS spec.",
      method,
    );
  }
  return emptyAnswer(200, {
    ...headersFor(answer),
    ...(headers.length === 0 ? {} : { 'access-control-allow-headers': headers.join(', ').toLowerCase() }),
  });
}

function forbidden(message: string, method: string): Error {
  return s3Error('AccessForbidden', message, { Method: method, ResourceType: 'OBJECT' });
}

/** What is added to the answer of a request that comes from a page of another origin. */
export function corsHeaders(request: AuthenticatedRequest, world: World, bucket: string): ResponseHeaders {
  const origin = headerOf(request, 'origin');
  if (origin === undefined || bucket === '') return {};
  const rules = world.s3.corsRulesOf({ Bucket: bucket });
  if (rules === undefined) return {};
  const answer = matchCors(rules, { origin, method: request.method, headers: [] });
  return answer === undefined ? {} : headersFor(answer);
}

const VARY = 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method';

function headersFor({ rule, allowOrigin }: CorsAnswer): ResponseHeaders {
  const exposed = rule.ExposeHeaders ?? [];
  return {
    'access-control-allow-origin': allowOrigin,
    'access-control-allow-methods': rule.AllowedMethods.join(', '),
    ...(exposed.length === 0 ? {} : { 'access-control-expose-headers': exposed.join(', ') }),
    ...(rule.MaxAgeSeconds === undefined ? {} : { 'access-control-max-age': rule.MaxAgeSeconds }),
    ...(allowOrigin === '*' ? {} : { 'access-control-allow-credentials': 'true' }),
    vary: VARY,
  };
}

function listOf(value: string | undefined): readonly string[] {
  if (value === undefined) return [];
  return value
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}
