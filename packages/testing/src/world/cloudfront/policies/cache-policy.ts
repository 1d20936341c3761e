import { cloudFrontError } from '../../aws-error.ts';
import { table } from '../../store/store.ts';
import type { QuantityList } from '../distribution-config.ts';
import type { KeptRecord, ResourceKind } from '../kept-resources.ts';
import { isUsed } from '../uses.ts';
import { checkNames, checkPolicyName, managed, namesOf } from './selection.ts';

export interface CachePolicyConfig {
  readonly Name: string;
  readonly Comment?: string;
  /** Seconds, as the other two. */
  readonly DefaultTTL?: number;
  readonly MaxTTL?: number;
  readonly MinTTL: number;
  readonly ParametersInCacheKeyAndForwardedToOrigin?: CacheKeyParameters;
}

interface CacheKeyParameters {
  readonly EnableAcceptEncodingGzip: boolean;
  readonly EnableAcceptEncodingBrotli?: boolean;
  readonly HeadersConfig: { readonly HeaderBehavior: string; readonly Headers?: QuantityList<string> };
  readonly CookiesConfig: { readonly CookieBehavior: string; readonly Cookies?: QuantityList<string> };
  readonly QueryStringsConfig: { readonly QueryStringBehavior: string; readonly QueryStrings?: QuantityList<string> };
}

const DAY = 86_400;
const YEAR = 31_536_000;

/** Source: CloudFront Developer Guide, "Use managed cache policies". */
const MANAGED_CACHE_POLICIES: ReadonlyMap<string, KeptRecord<CachePolicyConfig>> = new Map([
  managed('658327ea-f89d-4fab-a63d-7e88639e58f6', policy('CachingOptimized', [1, DAY, YEAR], keyed(true))),
  managed(
    'b2884449-e4de-46a7-ac36-70bc7f1ddd6d',
    policy('CachingOptimizedForUncompressedObjects', [1, DAY, YEAR], keyed(false)),
  ),
  managed('4135ea2d-6df8-44a3-9df3-4b5a84be39ad', policy('CachingDisabled', [0, 0, 0], keyed(false))),
  managed(
    '08627262-05a9-4f76-9ded-b50ca2e3a84f',
    policy('Elemental-MediaPackage', [0, DAY, YEAR], {
      ...keyed(true),
      EnableAcceptEncodingBrotli: false,
      HeadersConfig: { HeaderBehavior: 'whitelist', Headers: namesOf('origin') },
      QueryStringsConfig: {
        QueryStringBehavior: 'whitelist',
        QueryStrings: namesOf('aws.manifestfilter', 'start', 'end', 'm'),
      },
    }),
  ),
  managed(
    '2e54312d-136d-493c-8eb9-b001f22f67d2',
    policy('Amplify', [2, 2, 600], {
      ...keyed(true),
      HeadersConfig: {
        HeaderBehavior: 'whitelist',
        Headers: namesOf('Authorization', 'CloudFront-Viewer-Country', 'Host'),
      },
      CookiesConfig: { CookieBehavior: 'all' },
      QueryStringsConfig: { QueryStringBehavior: 'all' },
    }),
  ),
  managed(
    '83da9c7e-98b4-4e11-a168-04f0df8e2c65',
    policy('UseOriginCacheControlHeaders', [0, 0, YEAR], byOrigin('none')),
  ),
  managed(
    '4cc15a8a-d715-48a4-82b8-cc0b614638fe',
    policy('UseOriginCacheControlHeaders-QueryStrings', [0, 0, YEAR], byOrigin('all')),
  ),
]);

export const CACHE_POLICIES: ResourceKind<CachePolicyConfig> = {
  singular: 'CachePolicy',
  plural: 'CachePolicies',
  records: table('cache policy'),
  names: table('cache policy name'),
  nameOf: (config) => config.Name,
  newId: (identifiers, transaction) => identifiers.uuid(transaction),
  tally: 'cache policies',
  quota: (limits) => limits.policies,
  missing: ['NoSuchCachePolicy', 'The cache policy does not exist.'],
  taken: ['CachePolicyAlreadyExists', 'A cache policy with this name already exists.'],
  inUse: ['CachePolicyInUse', 'Cannot delete the cache policy because it is attached to one or more cache behaviors.'],
  tooMany: ['TooManyCachePolicies', 'You have reached the maximum number of cache policies for this account.'],
  filled,
  isUsed: (view, account, record) => isUsed(view, account, 'cache policy', record.id),
  managed: MANAGED_CACHE_POLICIES,
};

/** Source: CloudFront API Reference, CachePolicyConfig: what the times are when they are left out. */
function filled(config: CachePolicyConfig): CachePolicyConfig {
  checkPolicyName(config.Name, config.Comment ?? '');
  const { MinTTL: least, DefaultTTL: usual = Math.max(DAY, least), MaxTTL: most = Math.max(YEAR, usual) } = config;
  if (least < 0 || least > usual || usual > most) {
    throw cloudFrontError('InvalidArgument', 'TTL order is not valid: MinTTL <= DefaultTTL <= MaxTTL.');
  }
  const parameters = config.ParametersInCacheKeyAndForwardedToOrigin ?? keyed(false);
  const { HeadersConfig: headers, CookiesConfig: cookies, QueryStringsConfig: queries } = parameters;
  checkNames('Headers', { behavior: headers.HeaderBehavior, list: headers.Headers });
  checkNames('Cookies', { behavior: cookies.CookieBehavior, list: cookies.Cookies });
  checkNames('QueryStrings', { behavior: queries.QueryStringBehavior, list: queries.QueryStrings });
  return {
    ...config,
    Comment: config.Comment ?? '',
    DefaultTTL: usual,
    MaxTTL: most,
    ParametersInCacheKeyAndForwardedToOrigin: {
      ...parameters,
      EnableAcceptEncodingBrotli: parameters.EnableAcceptEncodingBrotli ?? false,
    },
  };
}

/** @param times the least, the usual and the longest, in seconds */
function policy(
  name: string,
  [MinTTL, DefaultTTL, MaxTTL]: readonly [number, number, number],
  parameters: CacheKeyParameters,
): CachePolicyConfig {
  return {
    Name: `Managed-${name}`,
    Comment: '',
    DefaultTTL,
    MaxTTL,
    MinTTL,
    ParametersInCacheKeyAndForwardedToOrigin: parameters,
  };
}

function keyed(compressed: boolean): CacheKeyParameters {
  return {
    EnableAcceptEncodingGzip: compressed,
    EnableAcceptEncodingBrotli: compressed,
    HeadersConfig: { HeaderBehavior: 'none' },
    CookiesConfig: { CookieBehavior: 'none' },
    QueryStringsConfig: { QueryStringBehavior: 'none' },
  };
}

function byOrigin(queries: string): CacheKeyParameters {
  return {
    ...keyed(true),
    HeadersConfig: {
      HeaderBehavior: 'whitelist',
      Headers: namesOf('Host', 'Origin', 'X-HTTP-Method-Override', 'X-HTTP-Method', 'X-Method-Override'),
    },
    CookiesConfig: { CookieBehavior: 'all' },
    QueryStringsConfig: { QueryStringBehavior: queries },
  };
}
