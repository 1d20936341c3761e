import { cloudFrontError } from '../../aws-error.ts';
import type { BehaviorInput, DistributionConfigInput, OriginInput } from '../distribution-config.ts';

/**
 * Members that every request must have.
 * Source: CloudFront API Reference, DistributionConfig. That CloudFront answers their absence with `InvalidArgument`
 * in these words is not documented.
 */
export function checkRequired(config: DistributionConfigInput): void {
  require(config.CallerReference, 'CallerReference');
  require(config.Origins?.Items?.[0], 'Origins');
  require(config.DefaultCacheBehavior, 'DefaultCacheBehavior');
  require(config.Comment, 'Comment');
  require(config.Enabled, 'Enabled');
  if (config.CallerReference === '') throw missing('CallerReference');
  for (const origin of config.Origins?.Items ?? []) {
    require(origin.Id, 'Origin Id');
    require(origin.DomainName, 'Origin DomainName');
  }
  requireBehavior(config.DefaultCacheBehavior ?? {});
  for (const behavior of config.CacheBehaviors?.Items ?? []) {
    require(behavior.PathPattern, 'PathPattern');
    requireBehavior(behavior);
  }
}

function requireBehavior(behavior: Partial<BehaviorInput>): void {
  require(behavior.TargetOriginId, 'TargetOriginId');
  require(behavior.ViewerProtocolPolicy, 'ViewerProtocolPolicy');
}

function require(value: unknown, member: string): void {
  if (value === undefined) throw missing(member);
}

function missing(member: string): Error {
  return cloudFrontError('InvalidArgument', `The parameter ${member} is required.`);
}

/**
 * Members that an update must have although a creation may leave them out: an update replaces everything.
 * Source: CloudFront Developer Guide, "Fields that are required for a create or update of a distribution". The
 * messages, and that aliases come before headers and those before smooth streaming, are as clients have reported them.
 */
export function checkRequiredForUpdate(config: DistributionConfigInput): void {
  forUpdate(config.Aliases, 'Aliases are missing for the resource');
  for (const origin of config.Origins?.Items ?? []) checkOriginForUpdate(origin);
  for (const behavior of [config.DefaultCacheBehavior ?? {}, ...(config.CacheBehaviors?.Items ?? [])]) {
    checkBehaviorForUpdate(behavior);
  }
  forUpdate(config.DefaultRootObject, 'Default root object is missing for the resource');
  forUpdate(config.CacheBehaviors, 'Cache behaviors are missing for the resource');
  forUpdate(config.CustomErrorResponses, 'Custom error responses are missing for the resource');
  forUpdate(config.Logging, 'Logging is missing for the resource');
  forUpdate(config.PriceClass, 'Price class is missing for the resource');
  forUpdate(config.ViewerCertificate, 'Viewer certificate is missing for the resource');
  forUpdate(config.Restrictions, 'Restrictions are missing for the resource');
  forUpdate(config.WebACLId, 'WebACLId is missing for the resource');
  forUpdate(config.HttpVersion, 'HttpVersion is missing for the resource');
}

function checkOriginForUpdate(origin: OriginInput): void {
  forUpdate(origin.CustomHeaders, "The 'OriginCustomHeaders' field is missing.");
  const custom = origin.CustomOriginConfig;
  if (custom === undefined) return;
  if (custom.OriginSslProtocols === undefined) {
    throw cloudFrontError('InvalidArgument', 'The parameter OriginSslProtocols is required.');
  }
  forUpdate(custom.OriginReadTimeout, 'OriginReadTimeout is required for updates');
}

function checkBehaviorForUpdate(behavior: Partial<BehaviorInput>): void {
  if (behavior.SmoothStreaming === undefined) {
    throw cloudFrontError('InvalidArgument', 'The parameter SmoothStreaming flag is missing.');
  }
  forUpdate(behavior.AllowedMethods, 'Allowed methods are missing for the resource');
  forUpdate(behavior.Compress, 'Compress is missing for the resource');
  forUpdate(behavior.LambdaFunctionAssociations, 'Lambda function associations are missing for the resource');
  forUpdate(behavior.FieldLevelEncryptionId, 'FieldLevelEncryptionId is missing for the resource');
}

function forUpdate(value: unknown, message: string): void {
  if (value === undefined) throw cloudFrontError('IllegalUpdate', message);
}
