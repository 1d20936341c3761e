import { cloudFrontError } from '../../world/aws-error.ts';
import type { PageRequest } from '../../world/cloudfront/page.ts';
import type { World } from '../../world/world.ts';
import { readText } from '../body-text.ts';
import { WIRE_LIMITS } from '../limits.ts';
import { headerOf, parameterOf } from '../request.ts';
import type { ResponseHeaders, WireResponse } from '../response.ts';
import type { AuthenticatedRequest } from '../service.ts';
import { readDocument } from './read-shape.ts';
import { API_VERSION } from './routes.ts';
import type { StructureShape } from './shape.ts';
import { writeShape } from './write-shape.ts';

/** A request whose operation is known. */
export interface Call {
  readonly request: AuthenticatedRequest;
  readonly world: World;
  readonly segments: Readonly<Record<string, string>>;
}

export type Handler = (call: Call) => WireResponse | Promise<WireResponse>;
export type Handlers = Readonly<Record<string, Handler>>;

/** A variable segment of the path. */
export function segmentOf(call: Call, name: string): string {
  return call.segments[name] ?? '';
}

/** The version that the caller has seen. */
export function versionOf(call: Call): string | undefined {
  return headerOf(call.request, 'if-match');
}

/** @throws `InvalidArgument` when the parameter is not there */
export function neededParameter(call: Call, name: string): string {
  const value = parameterOf(call.request, name);
  if (value === undefined || value === '') {
    throw cloudFrontError('InvalidArgument', `The parameter ${name} is required.`);
  }
  return value;
}

/** Where a list goes on, and how much of it is wanted. @throws `InvalidArgument` */
export function pageRequestOf(call: Call): PageRequest {
  const marker = parameterOf(call.request, 'Marker');
  const wanted = parameterOf(call.request, 'MaxItems');
  if (wanted !== undefined && !/^\d{1,9}$/.test(wanted)) {
    throw cloudFrontError('InvalidArgument', 'The parameter MaxItems is not valid.');
  }
  return {
    ...(marker === undefined || marker === '' ? {} : { Marker: marker }),
    ...(wanted === undefined ? {} : { MaxItems: Number(wanted) }),
  };
}

/** The document that came with the request. See {@link readDocument}. */
export async function documentOf<Value>(call: Call, root: string, shape: StructureShape): Promise<Value> {
  const source = await readText(call.request.body, WIRE_LIMITS.document, () =>
    cloudFrontError('EntitySizeLimitExceeded', 'The entity size limit was exceeded.'),
  );
  return readDocument<Value>(source, root, shape);
}

/** A document as an answer. */
export function answer(
  root: string,
  shape: StructureShape,
  value: object,
  headers: ResponseHeaders = {},
  status = 200,
): WireResponse {
  return { status, headers: { 'Content-Type': 'text/xml', ...headers }, body: writeShape(root, shape, value) };
}

export function noContent(): WireResponse {
  return { status: 204, headers: {} };
}

/** Where something new is found, whatever address it was asked for at. */
export function locationOf(...path: readonly string[]): string {
  return `https://cloudfront.amazonaws.com/${API_VERSION}/${path.map(encodeURIComponent).join('/')}`;
}
