import { AwsError } from '../../world/aws-error.ts';
import type { World } from '../../world/world.ts';
import { errorAnswer, notImplemented } from '../errors/error-answer.ts';
import type { ResponseHeaders, WireResponse } from '../response.ts';
import type { AuthenticatedRequest, Target } from '../service.ts';
import { BUCKET_HANDLERS } from './bucket-handlers.ts';
import { callOf, type Handler, type S3Call } from './call.ts';
import { corsHeaders, preflight } from './cors.ts';
import { detect } from './detect.ts';
import { LIST_HANDLERS } from './list-handlers.ts';
import { OBJECT_HANDLERS } from './object-handlers.ts';
import type { S3Operation } from './operation.ts';
import { SETTING_HANDLERS } from './setting-handlers.ts';
import { UPLOAD_HANDLERS } from './upload-handlers.ts';
import { notModified, serveWebsite } from './website.ts';

const HANDLERS: Readonly<Record<S3Operation, Handler>> = {
  ...BUCKET_HANDLERS,
  ...SETTING_HANDLERS,
  ...LIST_HANDLERS,
  ...OBJECT_HANDLERS,
  ...UPLOAD_HANDLERS,
  CorsPreflight: preflight,
};

/** What an error tells in its headers. */
const IN_HEADERS: readonly string[] = ['x-amz-delete-marker', 'x-amz-version-id'];

/** S3 on the wire: finds out what is asked for, lets the World answer, and writes it down as S3 does. */
export async function s3Service(request: AuthenticatedRequest, world: World): Promise<WireResponse> {
  const { target } = request;
  if (target.service !== 's3') throw new Error(`S3 was asked for ${target.service}.`);
  if (target.addressing === 'website' && request.method !== 'OPTIONS') {
    return serveWebsite(request, world, target.bucket);
  }
  const { operation, ...place } = detect(request, target);
  if (typeof operation !== 'string') throw notImplemented('s3', operation.missing);
  const call = callOf(request, world, { operation, ...place });
  const cors = operation === 'CorsPreflight' ? {} : corsHeaders(request, world, call.bucket);
  const response = await answered(call, target, cors);
  return { ...response, headers: { ...response.headers, ...cors } };
}

async function answered(call: S3Call, target: Target, cors: ResponseHeaders): Promise<WireResponse> {
  try {
    return await HANDLERS[call.operation](call);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    if (error.code === 'NotModified') return notModified(error);
    const refusal = explained(error, call, target);
    // What the door can say alone it says, and notes it.
    if (Object.keys(cors).length === 0 && !IN_HEADERS.some((name) => name in refusal.details)) throw refusal;
    return refused(refusal, call);
  }
}

function refused(error: AwsError, call: S3Call): WireResponse {
  const headers = Object.fromEntries(Object.entries(error.details).filter(([name]) => IN_HEADERS.includes(name)));
  const details = Object.fromEntries(Object.entries(error.details).filter(([name]) => !IN_HEADERS.includes(name)));
  const { service, code, status, message } = error;
  const answer = errorAnswer(new AwsError({ service, code, status, message, details }), 's3', call.request.requestId);
  return { ...answer, headers: { ...answer.headers, ...headers } };
}

/**
 * A bucket that is elsewhere, asked for by a host name that says no region: what is wrong then is the region that was
 * signed for. (A HEAD has no body to say so in, and is redirected; so is who has the bucket in the path, since that is
 * how AWS's own SDKs learn of the region.)
 */
function explained(error: AwsError, { operation, request }: S3Call, target: Target): AwsError {
  const { Region: expected } = error.details;
  if (error.code !== 'PermanentRedirect' || expected === undefined || operation === 'HeadBucket') return error;
  if (
    target.service !== 's3' ||
    target.addressing === 'path' ||
    target.region !== undefined ||
    request.signedBy === 'nothing'
  )
    return error;
  const inQuery = request.signedBy === 'query';
  return new AwsError({
    service: 's3',
    code: inQuery ? 'AuthorizationQueryParametersError' : 'AuthorizationHeaderMalformed',
    status: 400,
    message: inQuery
      ? `Error parsing the X-Amz-Credential parameter; the region '${request.region}' is wrong; expecting '${expected}'`
      : `The authorization header is malformed; the region '${request.region}' is wrong; expecting '${expected}'`,
    details: { Region: expected },
  });
}
