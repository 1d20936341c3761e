import { cloudFrontError } from '../../aws-error.ts';
import { table } from '../../store/store.ts';
import type { KeptRecord, ResourceKind } from '../kept-resources.ts';
import { isUsed } from '../uses.ts';
import { checkPolicyName, managed, namesOf } from './selection.ts';

/** Its parts are kept as they come; the wire's shapes say what they may hold. */
export interface ResponseHeadersPolicyConfig {
  readonly Name: string;
  readonly Comment?: string;
  readonly CorsConfig?: object;
  readonly SecurityHeadersConfig?: object;
  readonly ServerTimingHeadersConfig?: { readonly Enabled: boolean; readonly SamplingRate?: number };
  readonly CustomHeadersConfig?: { readonly Quantity: number; readonly Items?: readonly object[] };
  readonly RemoveHeadersConfig?: { readonly Quantity: number; readonly Items?: readonly object[] };
}

const SECURITY = {
  XSSProtection: { Override: false, Protection: true, ModeBlock: true },
  FrameOptions: { Override: false, FrameOption: 'SAMEORIGIN' },
  ReferrerPolicy: { Override: false, ReferrerPolicy: 'strict-origin-when-cross-origin' },
  ContentTypeOptions: { Override: true },
  StrictTransportSecurity: { Override: false, AccessControlMaxAgeSec: 31_536_000 },
};
const SIMPLE = cors(['GET'], false);
const PREFLIGHT = cors(['GET', 'HEAD', 'PUT', 'POST', 'PATCH', 'DELETE', 'OPTIONS'], true);

/** Source: CloudFront Developer Guide, "Use managed response headers policies". */
const MANAGED_RESPONSE_HEADERS_POLICIES: ReadonlyMap<string, KeptRecord<ResponseHeadersPolicyConfig>> = new Map([
  entry('60669652-455b-4ae9-85a4-c4c02393f86c', 'SimpleCORS', { CorsConfig: SIMPLE }),
  entry('5cc3b908-e619-4b99-88e5-2cf7f45965bd', 'CORS-With-Preflight', { CorsConfig: PREFLIGHT }),
  entry('67f7725c-6f97-4210-82d7-5512b31e9d03', 'SecurityHeadersPolicy', { SecurityHeadersConfig: SECURITY }),
  entry('e61eb60c-9c35-4d20-a928-2b84e02af89c', 'CORS-and-SecurityHeadersPolicy', {
    CorsConfig: SIMPLE,
    SecurityHeadersConfig: SECURITY,
  }),
  entry('eaab4381-ed33-4a86-88ca-d9558dc6cd63', 'CORS-with-preflight-and-SecurityHeadersPolicy', {
    CorsConfig: PREFLIGHT,
    SecurityHeadersConfig: SECURITY,
  }),
]);

export const RESPONSE_HEADERS_POLICIES: ResourceKind<ResponseHeadersPolicyConfig> = {
  singular: 'ResponseHeadersPolicy',
  plural: 'ResponseHeadersPolicies',
  records: table('response headers policy'),
  names: table('response headers policy name'),
  nameOf: (config) => config.Name,
  newId: (identifiers, transaction) => identifiers.uuid(transaction),
  tally: 'response headers policies',
  quota: (limits) => limits.policies,
  missing: ['NoSuchResponseHeadersPolicy', 'The response headers policy does not exist.'],
  taken: ['ResponseHeadersPolicyAlreadyExists', 'A response headers policy with this name already exists.'],
  inUse: [
    'ResponseHeadersPolicyInUse',
    'Cannot delete the response headers policy because it is attached to one or more cache behaviors.',
  ],
  tooMany: [
    'TooManyResponseHeadersPolicies',
    'You have reached the maximum number of response headers policies for this account.',
  ],
  filled,
  isUsed: (view, account, record) => isUsed(view, account, 'response headers policy', record.id),
  managed: MANAGED_RESPONSE_HEADERS_POLICIES,
};

function filled(config: ResponseHeadersPolicyConfig): ResponseHeadersPolicyConfig {
  checkPolicyName(config.Name, config.Comment ?? '');
  const rate = config.ServerTimingHeadersConfig?.SamplingRate;
  if (rate !== undefined && (rate < 0 || rate > 100)) {
    throw cloudFrontError('InvalidArgument', 'The parameter SamplingRate must be between 0 and 100.');
  }
  return { ...config, Comment: config.Comment ?? '' };
}

function entry(
  id: string,
  name: string,
  parts: Partial<ResponseHeadersPolicyConfig>,
): readonly [string, KeptRecord<ResponseHeadersPolicyConfig>] {
  return managed<ResponseHeadersPolicyConfig>(id, { Name: `Managed-${name}`, Comment: '', ...parts });
}

function cors(methods: string[], exposed: boolean): object {
  return {
    AccessControlAllowOrigins: namesOf('*'),
    AccessControlAllowHeaders: namesOf('*'),
    AccessControlAllowMethods: namesOf(...methods),
    AccessControlAllowCredentials: false,
    ...(exposed ? { AccessControlExposeHeaders: namesOf('*') } : {}),
    OriginOverride: false,
  };
}
