import { cloudFrontError } from '../../aws-error.ts';
import type { Limits } from '../../limits.ts';
import type { BehaviorInput, DistributionConfigInput } from '../distribution-config.ts';

/** How requests are answered. @throws `NoSuchOrigin`, `InvalidArgument`, `InvalidTTLOrder`, `TooManyCacheBehaviors` */
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
  if (policy !== undefined) return;
  const { MinTTL: least, DefaultTTL: usual = 86_400, MaxTTL: most = 31_536_000 } = behavior;
  if (least === undefined) throw cloudFrontError('InvalidArgument', 'The parameter MinTTL is required.');
  const explicit = behavior.DefaultTTL !== undefined || behavior.MaxTTL !== undefined;
  if (explicit && (least > usual || usual > most)) {
    throw cloudFrontError('InvalidTTLOrder', 'TTL order is not valid: MinTTL <= DefaultTTL <= MaxTTL.');
  }
}
