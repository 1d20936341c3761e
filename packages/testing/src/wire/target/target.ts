import type { NamedSite } from '../../world/s3/site.ts';
import type { Signature } from '../auth/signature.ts';
import { headerOf, type WireRequest } from '../request.ts';
import type { Target } from '../service.ts';
import { isOtherService, meaningOfHost } from './host.ts';

export interface TargetRules {
  readonly suffixes: readonly string[];
  /** Whether there is a bucket of that name. */
  readonly siteOf: (bucket: string) => NamedSite | undefined;
}

/** A service that AWS has and this server has not. */
export interface UnknownService {
  readonly unknown: string;
}

/** Which service is meant: by the signature's scope, then the host, then the path. */
export function targetOf(request: WireRequest, signature: Signature, rules: TargetRules): Target | UnknownService {
  const host = meaningOfHost(headerOf(request, 'host') ?? '', rules.suffixes);
  if (signature.version === 4) {
    if (isOtherService(signature.service)) return { service: signature.service };
    if (signature.service !== 's3') return { unknown: signature.service };
    return s3ByHost(host, request, signature, rules);
  }
  if (typeof host === 'object' && 'service' in host) return host;
  const named = s3ByHost(host, request, signature, rules);
  if (named.service === 's3' && named.addressing !== 'path') return named;
  // S3 alone ever took signatures of version 2.
  return signature.version === 2 ? named : byPath(request, rules);
}

function s3ByHost(
  host: ReturnType<typeof meaningOfHost>,
  request: WireRequest,
  signature: Signature,
  rules: TargetRules,
): Target {
  if (host === 'nothing') return PATH_STYLE;
  if ('service' in host) return host.service === 's3' ? host : PATH_STYLE;
  // A host of somebody's own is a CNAME: to the bucket's website, if it has one and a browser asks, or to S3 itself.
  const site = rules.siteOf(host.name);
  if (site === undefined) return PATH_STYLE;
  const browses = signature.version === 'none' && (request.method === 'GET' || request.method === 'HEAD');
  const addressing = site === 'website' && browses ? 'website' : 'virtual-host';
  return { service: 's3', addressing, bucket: host.name };
}

const PATH_STYLE: Target = { service: 's3', addressing: 'path' };

/** A version of an API in the path is that API's, unless a bucket is called so. */
const BY_PATH: readonly (readonly [version: string, target: Target])[] = [
  ['2020-05-31', { service: 'cloudfront' }],
  ['2013-04-01', { service: 'route53' }],
];

function byPath(request: WireRequest, rules: TargetRules): Target {
  const target = headerOf(request, 'x-amz-target');
  if (target?.startsWith('CertificateManager.') === true) return { service: 'acm' };
  const [, first = '', second] = request.path.split('/', 3);
  if (second !== undefined) {
    const known = BY_PATH.find(([version]) => version === first);
    if (known !== undefined && rules.siteOf(first) === undefined) return known[1];
  }
  const isForm = headerOf(request, 'content-type')?.startsWith('application/x-www-form-urlencoded') === true;
  if (request.method === 'POST' && request.path === '/' && isForm) return { service: 'sts' };
  return PATH_STYLE;
}
