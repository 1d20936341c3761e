import { AwsError, s3Error } from '../../world/aws-error.ts';
import type { RoutingRule, WebsiteConfiguration } from '../../world/s3/website.ts';
import type { World } from '../../world/world.ts';
import { hostId, s3RequestId } from '../errors/request-id.ts';
import { percentEncode } from '../percent-encoding.ts';
import { headerOf } from '../request.ts';
import type { WireResponse } from '../response.ts';
import type { AuthenticatedRequest } from '../service.ts';
import { corsHeaders } from './cors.ts';
import { headersOf, rangeIn, readConditionsIn } from './object-headers.ts';

interface Visit {
  readonly request: AuthenticatedRequest;
  readonly world: World;
  readonly bucket: string;
  readonly website: WebsiteConfiguration;
  /** As it was asked for, decoded. */
  readonly key: string;
}

/**
 * A bucket as a website: everybody is anonymous, a directory has its index document, an error is a page.
 * Source: S3 User Guide, "Hosting a static website using Amazon S3" and its pages on documents and redirects.
 */
export function serveWebsite(request: AuthenticatedRequest, world: World, bucket: string): WireResponse {
  try {
    return visit(request, world, bucket);
  } catch (error) {
    if (error instanceof AwsError) return errorPage(error, request);
    throw error;
  }
}

function visit(request: AuthenticatedRequest, world: World, bucket: string): WireResponse {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    throw s3Error('MethodNotAllowed', 'The specified method is not allowed against this resource.', {
      Method: request.method,
      ResourceType: 'OBJECT',
    });
  }
  const found = world.s3.websiteOf({ Bucket: bucket });
  if (found === undefined) {
    throw s3Error('NoSuchBucket', 'The specified bucket does not exist', { BucketName: bucket });
  }
  const { website } = found;
  if (website === undefined) {
    throw s3Error('NoSuchWebsiteConfiguration', 'The specified bucket does not have a website configuration', {
      BucketName: bucket,
    });
  }
  const key = keyIn(request.path);
  const everything = website.RedirectAllRequestsTo;
  if (everything !== undefined) {
    const query = request.query === '' ? '' : `?${request.query}`;
    return redirect(301, `${everything.Protocol ?? schemeOf(request)}://${everything.HostName}${request.path}${query}`);
  }
  return page({ request, world, bucket, website, key });
}

function keyIn(path: string): string {
  try {
    return decodeURIComponent(path.slice(1));
  } catch {
    throw s3Error('InvalidURI', "Couldn't parse the specified URI.", { URI: path });
  }
}

function page(visited: Visit): WireResponse {
  const { website, key } = visited;
  const early = ruleFor(website, key, undefined);
  if (early !== undefined) return follow(early, visited);
  const suffix = website.IndexDocument?.Suffix ?? 'index.html';
  const isDirectory = key === '' || key.endsWith('/');
  try {
    return served(visited, isDirectory ? key + suffix : key, 200);
  } catch (error) {
    if (!(error instanceof AwsError) || error.status === 304 || error.status === 412 || error.status === 416)
      throw error;
    if (!isDirectory && isThere(visited, `${key}/${suffix}`)) return redirect(302, `/${encodedPath(key)}/`);
    const late = ruleFor(website, key, String(error.status));
    if (late !== undefined) return follow(late, visited);
    return errorDocument(visited, error);
  }
}

/** @throws AwsError */
function served(visited: Visit, key: string, status: number): WireResponse {
  const { request, world, bucket } = visited;
  const isPage = status === 200;
  const found = world.s3.getObject({
    Bucket: bucket,
    Key: key,
    Caller: { kind: 'anonymous' },
    Conditions: { 'aws:securetransport': String(request.secure), 'aws:sourceip': request.remoteAddress ?? '127.0.0.1' },
    ...(isPage ? { ...readConditionsIn(request), Range: rangeIn(headerOf(request, 'range')) } : {}),
  });
  const target = found.WebsiteRedirectLocation;
  if (isPage && target !== undefined) return redirect(301, target);
  return {
    status: isPage && found.ContentRange !== undefined ? 206 : status,
    headers: { ...headersOf(found, request), ...corsHeaders(request, world, bucket) },
    body: found.Body,
  };
}

function isThere({ world, bucket }: Visit, key: string): boolean {
  try {
    world.s3.headObject({ Bucket: bucket, Key: key, Caller: { kind: 'anonymous' } });
    return true;
  } catch (error) {
    if (error instanceof AwsError) return false;
    throw error;
  }
}

function errorDocument(visited: Visit, error: AwsError): WireResponse {
  const key = visited.website.ErrorDocument?.Key;
  if (key === undefined) throw error;
  try {
    return served(visited, key, error.status);
  } catch (second) {
    if (!(second instanceof AwsError)) throw second;
    return errorPage(error, visited.request, second);
  }
}

function ruleFor(website: WebsiteConfiguration, key: string, status: string | undefined): RoutingRule | undefined {
  return website.RoutingRules?.find(({ Condition: condition }) => {
    const { KeyPrefixEquals: prefix, HttpErrorCodeReturnedEquals: code } = condition ?? {};
    return code === status && (prefix === undefined || key.startsWith(prefix));
  });
}

function follow({ Condition: condition, Redirect: target }: RoutingRule, { request, key }: Visit): WireResponse {
  const prefix = condition?.KeyPrefixEquals ?? '';
  const replaced =
    target.ReplaceKeyWith ??
    (target.ReplaceKeyPrefixWith === undefined ? key : target.ReplaceKeyPrefixWith + key.slice(prefix.length));
  const host = target.HostName ?? headerOf(request, 'host') ?? '';
  const location = `${target.Protocol ?? schemeOf(request)}://${host}/${encodedPath(replaced)}`;
  return redirect(Number(target.HttpRedirectCode ?? 301), location);
}

function schemeOf(request: AuthenticatedRequest): string {
  return request.secure ? 'https' : 'http';
}

function encodedPath(key: string): string {
  return percentEncode(key).replaceAll('%2F', '/');
}

function redirect(status: number, location: string): WireResponse {
  return { status, headers: { location }, body: '' };
}

const REASONS: ReadonlyMap<number, string> = new Map([
  [400, 'Bad Request'],
  [403, 'Forbidden'],
  [404, 'Not Found'],
  [405, 'Method Not Allowed'],
  [412, 'Precondition Failed'],
  [416, 'Requested Range Not Satisfiable'],
  [503, 'Service Unavailable'],
]);

/** @param second what kept the error document from being shown */
function errorPage(error: AwsError, request: AuthenticatedRequest, second?: AwsError): WireResponse {
  if (error.status === 304) return notModified(error);
  const title = `${error.status} ${REASONS.get(error.status) ?? 'Error'}`;
  const lines = [
    ...linesOf(error),
    `RequestId: ${s3RequestId(request.requestId)}`,
    `HostId: ${hostId(request.requestId)}`,
  ];
  const about =
    second === undefined
      ? ''
      : `<h3>An Error Occurred While Attempting to Retrieve a Custom Error Document</h3>\n${listed(linesOf(second))}`;
  return {
    status: error.status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'x-amz-error-code': error.code,
      'x-amz-error-message': error.message,
    },
    body: `<html>\n<head><title>${title}</title></head>\n<body>\n<h1>${title}</h1>\n${listed(lines)}${about}<hr/>\n</body>\n</html>\n`,
  };
}

export function notModified(error: AwsError): WireResponse {
  const { ETag: etag, LastModified: time } = error.details;
  return {
    status: 304,
    headers: { etag, 'last-modified': time === undefined ? undefined : new Date(Number(time)).toUTCString() },
  };
}

function linesOf(error: AwsError): readonly string[] {
  const details = Object.entries(error.details).filter(([name]) => !name.startsWith('x-amz-'));
  return [`Code: ${error.code}`, `Message: ${error.message}`, ...details.map(([name, value]) => `${name}: ${value}`)];
}

function listed(lines: readonly string[]): string {
  return `<ul>\n${lines.map((line) => `<li>${escaped(line)}</li>\n`).join('')}</ul>\n`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
