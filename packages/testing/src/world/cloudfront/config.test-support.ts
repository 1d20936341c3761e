import type { BehaviorInput, DistributionConfigInput, OriginInput } from './distribution-config.ts';

/** As little as CloudFront takes. */
export function minimalConfig(changes: Partial<DistributionConfigInput> = {}): DistributionConfigInput {
  return {
    CallerReference: 'one',
    Comment: '',
    Enabled: true,
    Origins: { Quantity: 1, Items: [s3Origin()] },
    DefaultCacheBehavior: behavior(),
    ...changes,
  };
}

export function s3Origin(changes: Partial<OriginInput> = {}): OriginInput {
  return {
    Id: 'site',
    DomainName: 'site.s3.eu-west-1.amazonaws.com',
    S3OriginConfig: { OriginAccessIdentity: '' },
    ...changes,
  };
}

export function customOrigin(changes: Partial<OriginInput['CustomOriginConfig'] & object> = {}): OriginInput {
  return {
    Id: 'site',
    DomainName: 'site.s3-website-eu-west-1.amazonaws.com',
    CustomOriginConfig: { HTTPPort: 80, HTTPSPort: 443, OriginProtocolPolicy: 'http-only', ...changes },
  };
}

export function behavior(changes: Partial<BehaviorInput> = {}): Partial<BehaviorInput> {
  return {
    TargetOriginId: 'site',
    ViewerProtocolPolicy: 'redirect-to-https',
    CachePolicyId: '658327ea-f89d-4fab-a63d-7e88639e58f6',
    ...changes,
  };
}

export function withOrigin(origin: OriginInput): DistributionConfigInput {
  return minimalConfig({ Origins: { Quantity: 1, Items: [origin] } });
}

export function withBehavior(changes: Partial<BehaviorInput>): DistributionConfigInput {
  return minimalConfig({ DefaultCacheBehavior: behavior(changes) });
}
