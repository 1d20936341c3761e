import { cloudFrontError } from '../../aws-error.ts';
import type { Limits } from '../../limits.ts';
import type { BehaviorInput, DistributionConfigInput } from '../distribution-config.ts';

/** How requests are answered. @throws `NoSuchOrigin`, `NoSuchCachePolicy`, `InvalidArgument`, `InvalidTTLOrder`, `TooManyCacheBehaviors` */
export function checkBehaviors(config: DistributionConfigInput, limits: Limits): void {
  const behaviors = config.CacheBehaviors?.Items ?? [];
  if (behaviors.length > limits.behaviorsPerDistribution) {
    throw cloudFrontError('TooManyCacheBehaviors', 'You cannot create more cache behaviors for the distribution.');
  }
  const targets = new Set(
    [...(config.Origins?.Items ?? []), ...(config.OriginGroups?.Items ?? [])].map((target) => target.Id ?? ''),
  );
  checkBehavior(config.DefaultCacheBehavior ?? {}, targets);
  const patterns = new Set<string>();
  for (const behavior of behaviors) {
    checkBehavior(behavior, targets);
    // A leading slash is optional, so both spellings are the same pattern.
    const pattern = (behavior.PathPattern ?? '').replace(/^\//, '');
    if (pattern.length > 255 || patterns.has(pattern)) {
      throw cloudFrontError('InvalidArgument', 'The parameter PathPattern is not valid or not unique.');
    }
    patterns.add(pattern);
  }
}

function checkBehavior(behavior: Partial<BehaviorInput>, targets: ReadonlySet<string>): void {
  if (!targets.has(behavior.TargetOriginId ?? '')) {
    throw cloudFrontError('NoSuchOrigin', 'One or more of your origins or origin groups do not exist.');
  }
  checkMethods(behavior);
  checkCaching(behavior);
}

function checkMethods(behavior: Partial<BehaviorInput>): void {
  const { AllowedMethods: allowed } = behavior;
  if (allowed === undefined) return;
  const methods = allowed.Items ?? [];
  if (![2, 3, 7].includes(methods.length) || !isOneOf(methods, ALLOWED_SETS)) {
    throw cloudFrontError(
      'InvalidArgument',
      'The parameter AllowedMethods contains a combination of methods that is not allowed.',
    );
  }
  const cached = allowed.CachedMethods?.Items ?? [];
  if (allowed.CachedMethods !== undefined && !isOneOf(cached, CACHED_SETS)) {
    throw cloudFrontError(
      'InvalidArgument',
      'The parameter CachedMethods contains a combination of methods that is not allowed.',
    );
  }
}

const CACHED_SETS: readonly string[] = ['GET HEAD', 'GET HEAD OPTIONS'];
const ALLOWED_SETS: readonly string[] = [...CACHED_SETS, 'DELETE GET HEAD OPTIONS PATCH POST PUT'];

function isOneOf(methods: readonly string[], sets: readonly string[]): boolean {
  return sets.includes([...methods].sort().join(' '));
}

function checkCaching(behavior: Partial<BehaviorInput>): void {
  const { CachePolicyId: policy, ForwardedValues: forwarded } = behavior;
  if ((policy === undefined) === (forwarded === undefined)) {
    throw cloudFrontError(
      'InvalidArgument',
      'A cache behavior must have either a CachePolicyId or ForwardedValues, and not both.',
    );
  }
  if (policy !== undefined) {
    checkPolicies(behavior);
    return;
  }
  const { MinTTL: least, DefaultTTL: usual = 86_400, MaxTTL: most = 31_536_000 } = behavior;
  if (least === undefined) throw cloudFrontError('InvalidArgument', 'The parameter MinTTL is required.');
  const explicit = behavior.DefaultTTL !== undefined || behavior.MaxTTL !== undefined;
  if (explicit && (least > usual || usual > most)) {
    throw cloudFrontError('InvalidTTLOrder', 'TTL order is not valid: MinTTL <= DefaultTTL <= MaxTTL.');
  }
}

/** AWS's own policies. Source: CloudFront Developer Guide, "Use managed cache policies" and its siblings. */
const MANAGED = {
  cache: new Set([
    '658327ea-f89d-4fab-a63d-7e88639e58f6',
    'b2884449-e4de-46a7-ac36-70bc7f1ddd6d',
    '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
    '83da9c7e-98b4-4e11-a168-04f0df8e2c65',
    '4cc15a8a-d715-48a4-82b8-cc0b614638fe',
    '2e54312d-136d-493c-8eb9-b001f22f67d2',
    '08627262-05a9-4f76-9ded-b50ca2e3a84f',
  ]),
  originRequest: new Set([
    '88a5eaf4-2fd4-4709-b370-b4c650ea3fcf',
    '216adef6-5c7f-47e4-b989-5492eafa07d3',
    'b689b0a8-53d0-40ab-baf2-68738e2966ac',
    'bf0718e1-ba1e-49d1-88b1-f726733018ae',
    'acba4595-bd28-49b8-b9fe-13317c0390fa',
    '59781a5b-3903-41f3-afcb-af62929ccde1',
  ]),
  responseHeaders: new Set([
    '67f7725c-6f97-4210-82d7-5512b31e9d03',
    '60669652-455b-4ae9-85a4-c4c02393f86c',
    '5cc3b908-e619-4b99-88e5-2cf7f45965bd',
    'e61eb60c-9c35-4d20-a928-2b84e02af89c',
    'eaab4381-ed33-4a86-88ca-d9558dc6cd63',
  ]),
} as const;

function checkPolicies(behavior: Partial<BehaviorInput>): void {
  if (!MANAGED.cache.has(behavior.CachePolicyId ?? '')) {
    throw cloudFrontError('NoSuchCachePolicy', 'The cache policy does not exist.');
  }
  const { OriginRequestPolicyId: request, ResponseHeadersPolicyId: response } = behavior;
  if (request !== undefined && !MANAGED.originRequest.has(request)) {
    throw cloudFrontError('NoSuchOriginRequestPolicy', 'The origin request policy does not exist.');
  }
  if (response !== undefined && !MANAGED.responseHeaders.has(response)) {
    throw cloudFrontError('NoSuchResponseHeadersPolicy', 'The response headers policy does not exist.');
  }
}
