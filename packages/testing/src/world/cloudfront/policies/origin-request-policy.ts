import { table } from '../../store/store.ts';
import type { QuantityList } from '../distribution-config.ts';
import type { KeptRecord, ResourceKind } from '../kept-resources.ts';
import { isUsed } from '../uses.ts';
import { checkNames, checkPolicyName, managed, namesOf } from './selection.ts';

export interface OriginRequestPolicyConfig {
  readonly Name: string;
  readonly Comment?: string;
  readonly HeadersConfig: { readonly HeaderBehavior: string; readonly Headers?: QuantityList<string> };
  readonly CookiesConfig: { readonly CookieBehavior: string; readonly Cookies?: QuantityList<string> };
  readonly QueryStringsConfig: { readonly QueryStringBehavior: string; readonly QueryStrings?: QuantityList<string> };
}

const PREFLIGHT = ['origin', 'access-control-request-headers', 'access-control-request-method'] as const;

/** Source: CloudFront Developer Guide, "Use managed origin request policies". */
const MANAGED_ORIGIN_REQUEST_POLICIES: ReadonlyMap<string, KeptRecord<OriginRequestPolicyConfig>> = new Map([
  managed('216adef6-5c7f-47e4-b989-5492eafa07d3', everything('AllViewer', 'allViewer')),
  managed('b689b0a8-53d0-40ab-baf2-68738e2966ac', everything('AllViewerExceptHostHeader', 'allExcept', ['host'])),
  managed(
    '33f36d7e-f396-46d9-90e0-52428a34d9dc',
    everything('AllViewerAndCloudFrontHeaders-2022-06', 'allViewerAndWhitelistCloudFront', [
      'CloudFront-Forwarded-Proto',
      'CloudFront-Is-Android-Viewer',
      'CloudFront-Is-Desktop-Viewer',
      'CloudFront-Is-IOS-Viewer',
      'CloudFront-Is-Mobile-Viewer',
      'CloudFront-Is-SmartTV-Viewer',
      'CloudFront-Is-Tablet-Viewer',
      'CloudFront-Viewer-Address',
      'CloudFront-Viewer-ASN',
      'CloudFront-Viewer-City',
      'CloudFront-Viewer-Country',
      'CloudFront-Viewer-Country-Name',
      'CloudFront-Viewer-Country-Region',
      'CloudFront-Viewer-Country-Region-Name',
      'CloudFront-Viewer-Http-Version',
      'CloudFront-Viewer-Latitude',
      'CloudFront-Viewer-Longitude',
      'CloudFront-Viewer-Metro-Code',
      'CloudFront-Viewer-Postal-Code',
      'CloudFront-Viewer-Time-Zone',
      'CloudFront-Viewer-TLS',
    ]),
  ),
  managed('59781a5b-3903-41f3-afcb-af62929ccde1', headersOnly('CORS-CustomOrigin', ['origin'])),
  managed('88a5eaf4-2fd4-4709-b370-b4c650ea3fcf', headersOnly('CORS-S3Origin', PREFLIGHT)),
  managed('775133bc-15f2-49f9-abea-afb2e0bf67d2', {
    ...headersOnly('Elemental-MediaTailor-PersonalizedManifests', [...PREFLIGHT, 'user-agent', 'x-forwarded-for']),
    QueryStringsConfig: { QueryStringBehavior: 'all' },
  }),
  managed('bf0718e1-ba1e-49d1-88b1-f726733018ae', headersOnly('HostHeaderOnly', ['host'])),
  managed('acba4595-bd28-49b8-b9fe-13317c0390fa', headersOnly('UserAgentRefererHeaders', ['user-agent', 'referer'])),
]);

export const ORIGIN_REQUEST_POLICIES: ResourceKind<OriginRequestPolicyConfig> = {
  singular: 'OriginRequestPolicy',
  plural: 'OriginRequestPolicies',
  records: table('origin request policy'),
  names: table('origin request policy name'),
  nameOf: (config) => config.Name,
  newId: (identifiers, transaction) => identifiers.uuid(transaction),
  tally: 'origin request policies',
  quota: (limits) => limits.policies,
  missing: ['NoSuchOriginRequestPolicy', 'The origin request policy does not exist.'],
  taken: ['OriginRequestPolicyAlreadyExists', 'An origin request policy with this name already exists.'],
  inUse: [
    'OriginRequestPolicyInUse',
    'Cannot delete the origin request policy because it is attached to one or more cache behaviors.',
  ],
  tooMany: [
    'TooManyOriginRequestPolicies',
    'You have reached the maximum number of origin request policies for this account.',
  ],
  filled,
  isUsed: (view, account, record) => isUsed(view, account, 'origin request policy', record.id),
  managed: MANAGED_ORIGIN_REQUEST_POLICIES,
};

function filled(config: OriginRequestPolicyConfig): OriginRequestPolicyConfig {
  checkPolicyName(config.Name, config.Comment ?? '');
  const { HeadersConfig: headers, CookiesConfig: cookies, QueryStringsConfig: queries } = config;
  checkNames('Headers', { behavior: headers.HeaderBehavior, list: headers.Headers });
  checkNames('Cookies', { behavior: cookies.CookieBehavior, list: cookies.Cookies });
  checkNames('QueryStrings', { behavior: queries.QueryStringBehavior, list: queries.QueryStrings });
  return { ...config, Comment: config.Comment ?? '' };
}

function everything(name: string, headers: string, named: readonly string[] = []): OriginRequestPolicyConfig {
  return {
    Name: `Managed-${name}`,
    Comment: '',
    HeadersConfig: { HeaderBehavior: headers, ...(named.length === 0 ? {} : { Headers: namesOf(...named) }) },
    CookiesConfig: { CookieBehavior: 'all' },
    QueryStringsConfig: { QueryStringBehavior: 'all' },
  };
}

function headersOnly(name: string, headers: readonly string[]): OriginRequestPolicyConfig {
  return {
    Name: `Managed-${name}`,
    Comment: '',
    HeadersConfig: { HeaderBehavior: 'whitelist', Headers: namesOf(...headers) },
    CookiesConfig: { CookieBehavior: 'none' },
    QueryStringsConfig: { QueryStringBehavior: 'none' },
  };
}
