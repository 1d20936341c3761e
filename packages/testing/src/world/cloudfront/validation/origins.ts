import { parseS3Host } from '@s3front/core';
import { cloudFrontError } from '../../aws-error.ts';
import type { Limits } from '../../limits.ts';
import type { DistributionConfigInput, OriginInput } from '../distribution-config.ts';

const HOST_NAME = /^(?=.{1,253}$)[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?)*$/i;
const IPV4 = /^\d{1,3}(?:\.\d{1,3}){3}$/;

/** Where CloudFront is to fetch from. @throws `InvalidArgument`, `TooManyOrigins`, `IllegalOriginAccessConfiguration` and others */
export function checkOrigins(config: DistributionConfigInput, limits: Limits): void {
  const origins = config.Origins?.Items ?? [];
  if (origins.length > limits.originsPerDistribution) {
    throw cloudFrontError('TooManyOrigins', 'You cannot create more origins for the distribution.');
  }
  const ids = new Set<string>();
  for (const origin of origins) {
    const id = origin.Id ?? '';
    if (id === '' || id.length > 128) throw cloudFrontError('InvalidArgument', 'The parameter Origin Id is not valid.');
    if (ids.has(id)) throw cloudFrontError('InvalidArgument', 'The parameter Origin Id is not unique.');
    ids.add(id);
    checkOrigin(origin, limits);
  }
}

function checkOrigin(origin: OriginInput, limits: Limits): void {
  checkHost(origin.DomainName ?? '');
  const kinds = [origin.S3OriginConfig, origin.CustomOriginConfig, origin.VpcOriginConfig].filter(
    (kind) => kind !== undefined,
  );
  if (kinds.length !== 1) {
    throw cloudFrontError('InvalidOrigin', 'The specified origin server does not exist or is not valid.');
  }
  checkPath(origin.OriginPath ?? '');
  within(origin.ConnectionAttempts, 1, 3, 'ConnectionAttempts');
  within(origin.ConnectionTimeout, 1, 10, 'ConnectionTimeout');
  checkHeaders(origin, limits);
  checkShield(origin);
  if (origin.S3OriginConfig !== undefined) checkS3Origin(origin);
  if (origin.CustomOriginConfig !== undefined) checkCustomOrigin(origin);
}

function checkHost(host: string): void {
  if (IPV4.test(host) || host.includes(':')) {
    throw cloudFrontError('InvalidArgument', 'The parameter origin name cannot be an IP address.');
  }
  if (!HOST_NAME.test(host) || !host.includes('.')) {
    throw cloudFrontError('InvalidArgument', 'The parameter Origin DomainName is not valid.');
  }
}

function checkPath(path: string): void {
  if (path === '') return;
  if (path.startsWith('/') && !path.endsWith('/') && path.length <= 255) return;
  throw cloudFrontError(
    'InvalidArgument',
    'The parameter OriginPath must begin with a slash and must not end with one.',
  );
}

function checkHeaders(origin: OriginInput, limits: Limits): void {
  const headers = origin.CustomHeaders?.Items ?? [];
  if (headers.length > limits.customHeadersPerOrigin) {
    throw cloudFrontError('TooManyOriginCustomHeaders', 'Your request contains too many origin custom headers.');
  }
  for (const { HeaderName: name = '' } of headers) {
    if (/^(?:host|connection|content-length|cookie|via|x-amz-.*|x-edge-.*|proxy-.*)$/i.test(name) || name === '') {
      throw cloudFrontError('InvalidArgument', `The parameter HeaderName : ${name} is not allowed.`);
    }
  }
}

function checkShield(origin: OriginInput): void {
  const { OriginShield: shield } = origin;
  if (shield?.Enabled !== true) return;
  if (/^[a-z]{2}-[a-z]+-\d$/.test(shield.OriginShieldRegion ?? '')) return;
  throw cloudFrontError('InvalidArgument', 'The parameter OriginShieldRegion is not valid.');
}

function checkS3Origin(origin: OriginInput): void {
  const identity = origin.S3OriginConfig?.OriginAccessIdentity;
  if (identity === undefined) {
    throw cloudFrontError('InvalidArgument', 'The parameter OriginAccessIdentity is required.');
  }
  const host = parseS3Host(origin.DomainName ?? '');
  if (host === undefined || host.kind === 'website') {
    throw cloudFrontError('InvalidArgument', 'The parameter Origin DomainName does not refer to a valid S3 bucket.');
  }
  if (identity !== '' && !/^origin-access-identity\/cloudfront\/E[A-Z0-9]+$/.test(identity)) {
    throw cloudFrontError(
      'InvalidOriginAccessIdentity',
      'The parameter Origin Access Identity does not refer to a valid origin access identity.',
    );
  }
  if (identity !== '' && (origin.OriginAccessControlId ?? '') !== '') {
    throw cloudFrontError(
      'IllegalOriginAccessConfiguration',
      'An origin cannot contain both an origin access control (OAC) and an origin access identity (OAI).',
    );
  }
  within(origin.S3OriginConfig?.OriginReadTimeout, 1, 120, 'OriginReadTimeout');
}

function checkCustomOrigin(origin: OriginInput): void {
  const custom = origin.CustomOriginConfig ?? {};
  checkPort(custom.HTTPPort, 'HTTPPort');
  checkPort(custom.HTTPSPort, 'HTTPSPort');
  if (custom.OriginProtocolPolicy === undefined) {
    throw cloudFrontError('InvalidArgument', 'The parameter OriginProtocolPolicy is required.');
  }
  within(custom.OriginReadTimeout, 1, 120, 'OriginReadTimeout');
  within(custom.OriginKeepaliveTimeout, 1, 300, 'OriginKeepaliveTimeout');
}

/** Source: CloudFront Developer Guide, "Distribution settings": 80, 443, or 1024 to 65535. */
function checkPort(port: number | undefined, member: string): void {
  if (port === undefined) throw cloudFrontError('InvalidArgument', `The parameter ${member} is required.`);
  if (port === 80 || port === 443 || (Number.isInteger(port) && port >= 1024 && port <= 65_535)) return;
  throw cloudFrontError('InvalidArgument', `The parameter ${member} is not valid.`);
}

function within(value: number | undefined, least: number, most: number, member: string): void {
  if (value === undefined || (Number.isInteger(value) && value >= least && value <= most)) return;
  throw cloudFrontError('InvalidArgument', `The parameter ${member} must be between ${least} and ${most}.`);
}
