import { cloudFrontError } from '../../aws-error.ts';
import type { BehaviorInput, DistributionConfigInput } from '../distribution-config.ts';

/** The values that the API's schema allows. Source: the service model of 2020-05-31, August 2026. */
const VALUES = {
  PriceClass: ['PriceClass_100', 'PriceClass_200', 'PriceClass_All', 'None'],
  HttpVersion: ['http1.1', 'http2', 'http3', 'http2and3'],
  ViewerProtocolPolicy: ['allow-all', 'https-only', 'redirect-to-https'],
  OriginProtocolPolicy: ['http-only', 'match-viewer', 'https-only'],
  SslProtocol: ['SSLv3', 'TLSv1', 'TLSv1.1', 'TLSv1.2'],
  Method: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'OPTIONS', 'DELETE'],
  SSLSupportMethod: ['sni-only', 'vip', 'static-ip'],
  MinimumProtocolVersion: [
    'SSLv3',
    'TLSv1',
    'TLSv1_2016',
    'TLSv1.1_2016',
    'TLSv1.2_2018',
    'TLSv1.2_2019',
    'TLSv1.2_2021',
    'TLSv1.2_2025',
    'TLSv1.3_2025',
  ],
  GeoRestrictionType: ['blacklist', 'whitelist', 'none'],
  ItemSelection: ['none', 'whitelist', 'all'],
} as const satisfies Record<string, readonly string[]>;

/** Refuses a word that the schema does not have. @throws `MalformedXML` */
export function checkEnumerations(config: DistributionConfigInput): void {
  check('PriceClass', config.PriceClass);
  check('HttpVersion', config.HttpVersion);
  check('GeoRestrictionType', config.Restrictions?.GeoRestriction?.RestrictionType);
  check('SSLSupportMethod', config.ViewerCertificate?.SSLSupportMethod);
  check('MinimumProtocolVersion', config.ViewerCertificate?.MinimumProtocolVersion);
  for (const origin of config.Origins?.Items ?? []) {
    check('OriginProtocolPolicy', origin.CustomOriginConfig?.OriginProtocolPolicy);
    for (const protocol of origin.CustomOriginConfig?.OriginSslProtocols?.Items ?? []) check('SslProtocol', protocol);
  }
  checkBehavior(config.DefaultCacheBehavior ?? {});
  for (const behavior of config.CacheBehaviors?.Items ?? []) checkBehavior(behavior);
}

function checkBehavior(behavior: Partial<BehaviorInput>): void {
  check('ViewerProtocolPolicy', behavior.ViewerProtocolPolicy);
  check('ItemSelection', behavior.ForwardedValues?.Cookies?.Forward);
  for (const method of behavior.AllowedMethods?.Items ?? []) check('Method', method);
  for (const method of behavior.AllowedMethods?.CachedMethods?.Items ?? []) check('Method', method);
}

function check(kind: keyof typeof VALUES, value: string | undefined): void {
  const allowed: readonly string[] = VALUES[kind];
  if (value === undefined || allowed.includes(value)) return;
  throw cloudFrontError(
    'MalformedXML',
    `1 validation error detected: Value '${value}' failed to satisfy enum value set: [${allowed.join(', ')}]`,
  );
}
