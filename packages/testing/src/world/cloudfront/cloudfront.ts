import type { WorldContext } from '../context.ts';
import { AccessControls } from './access-controls.ts';
import { ACCESS_IDENTITIES, type AccessIdentityConfig } from './access-identity.ts';
import { Distributions } from './distributions.ts';
import { Domains } from './domains.ts';
import { Functions } from './functions.ts';
import { Invalidations } from './invalidations.ts';
import { KeptResources } from './kept-resources.ts';
import { KEY_GROUPS, type KeyGroupConfig } from './key-group.ts';
import { KeyValueStores } from './key-value-stores.ts';
import { CACHE_POLICIES, type CachePolicyConfig } from './policies/cache-policy.ts';
import { ORIGIN_REQUEST_POLICIES, type OriginRequestPolicyConfig } from './policies/origin-request-policy.ts';
import { RESPONSE_HEADERS_POLICIES, type ResponseHeadersPolicyConfig } from './policies/response-headers-policy.ts';
import { PUBLIC_KEYS, type PublicKeyConfig } from './public-key.ts';
import { Tags } from './tags.ts';

/** CloudFront's control plane. */
export class CloudFront {
  readonly distributions: Distributions;
  readonly invalidations: Invalidations;
  readonly domains: Domains;
  readonly tags: Tags;
  readonly accessControls: AccessControls;
  readonly accessIdentities: KeptResources<AccessIdentityConfig>;
  readonly cachePolicies: KeptResources<CachePolicyConfig>;
  readonly originRequestPolicies: KeptResources<OriginRequestPolicyConfig>;
  readonly responseHeadersPolicies: KeptResources<ResponseHeadersPolicyConfig>;
  readonly functions: Functions;
  readonly keyValueStores: KeyValueStores;
  readonly publicKeys: KeptResources<PublicKeyConfig>;
  readonly keyGroups: KeptResources<KeyGroupConfig>;

  constructor(context: WorldContext) {
    this.distributions = new Distributions(context);
    this.invalidations = new Invalidations(context);
    this.domains = new Domains(context);
    this.tags = new Tags(context);
    this.accessControls = new AccessControls(context);
    this.accessIdentities = new KeptResources(context, ACCESS_IDENTITIES);
    this.cachePolicies = new KeptResources(context, CACHE_POLICIES);
    this.originRequestPolicies = new KeptResources(context, ORIGIN_REQUEST_POLICIES);
    this.responseHeadersPolicies = new KeptResources(context, RESPONSE_HEADERS_POLICIES);
    this.functions = new Functions(context);
    this.keyValueStores = new KeyValueStores(context);
    this.publicKeys = new KeptResources(context, PUBLIC_KEYS);
    this.keyGroups = new KeptResources(context, KEY_GROUPS);
  }
}
