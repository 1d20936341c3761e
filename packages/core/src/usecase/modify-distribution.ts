import type { VersionedDistribution } from '../distribution/distribution.ts';
import {
  isEmptyChange,
  patchedAliases,
  planChange,
  type SettingsChange,
  type SettingsPatch,
} from '../distribution/settings.ts';
import { hasCode, S3FrontError } from '../errors.ts';
import type { DistributionId } from '../naming/cf-uri.ts';
import { certificateFor, checkAliasQuota, DEFAULT_ALIAS_QUOTA } from './alias-certificate.ts';
import { attempt } from './attempts.ts';
import type { UseCaseContext } from './context.ts';

export interface ModifyDistributionRequest {
  readonly id: DistributionId;
  readonly patch: Omit<SettingsPatch, 'certificate'>;
  /** The ARN of the certificate to attach; without it one is found when aliases are added. */
  readonly certificate?: string | undefined;
  readonly aliasQuota?: number | undefined;
  /** Only this version is changed; when somebody was faster, nothing is. */
  readonly ifMatch?: string | undefined;
}

export interface ModifiedDistribution extends VersionedDistribution {
  /** What was sent; without members when the distribution was as wanted already. */
  readonly change: SettingsChange;
}

/** Enough for dozens of writers at once: at each round at least one of them gets through. */
const LOST_RACES = { attempts: 60, pause: 50, longestPause: 3_000 };

/**
 * Applies a patch to whatever the distribution is now, and sends it on the condition that nobody was faster; when
 * somebody was, it reads again and applies the patch again, so no update is lost.
 *
 * @throws `DISTRIBUTION_NOT_FOUND`, `TOO_MANY_ALIASES`, `ALIAS_TAKEN`, those of certificateFor, and
 * `PRECONDITION_FAILED` when sixty others in a row were faster, or when `ifMatch` is not the version that is there
 */
export async function modifyDistribution(
  context: UseCaseContext,
  request: ModifyDistributionRequest,
): Promise<ModifiedDistribution> {
  const { cdn } = context.provider;
  const options = { signal: context.signal };
  const curable = request.ifMatch === undefined ? lostRace : () => undefined;
  return attempt(context, LOST_RACES, curable, async () => {
    const current = await cdn.getDistribution(request.id, options);
    if (request.ifMatch !== undefined && current.etag !== request.ifMatch) throw otherVersion(request.id);
    const change = await changeFor(context, request, current);
    if (isEmptyChange(change)) return { ...current, change };
    const changed = await cdn.updateDistribution(request.id, current.etag, change, options);
    return { ...changed, change };
  });
}

async function changeFor(
  context: UseCaseContext,
  request: ModifyDistributionRequest,
  current: VersionedDistribution,
): Promise<SettingsChange> {
  const { settings } = current.distribution;
  const aliases = patchedAliases(settings.aliases, request.patch);
  const added = aliases.filter((alias) => !settings.aliases.includes(alias));
  if (added.length === 0 && request.certificate === undefined) return planChange(settings, request.patch);
  checkAliasQuota(aliases, request.aliasQuota ?? DEFAULT_ALIAS_QUOTA);
  const certificate = await certificateFor(context, aliases, request.certificate, settings.certificate);
  return planChange(settings, { ...request.patch, certificate });
}

function lostRace(error: unknown): string | undefined {
  return hasCode(error, 'PRECONDITION_FAILED') ? 'somebody else changed the distribution meanwhile' : undefined;
}

function otherVersion(id: DistributionId): S3FrontError {
  return new S3FrontError({
    code: 'PRECONDITION_FAILED',
    kind: 'precondition',
    message: `cf://${id} was changed by somebody else in the meantime.`,
    hint: 'Read it again, and decide anew.',
  });
}
