import type { OriginAccessControl } from '../distribution/distribution.ts';
import { hasCode, isS3FrontError } from '../errors.ts';
import { collect } from './collect.ts';
import type { UseCaseContext } from './context.ts';

/** Ours are named `s3front`, `s3front-2`, …; one serves up to a hundred distributions. */
const OURS = /^s3front(-\d+)?$/;
const DESCRIPTION = 'Made by s3front: signs the requests of CloudFront to private buckets';
/** How often a control may be filled up or taken away by somebody else while we reach for it. */
const MOST_TRIES = 10;

export interface ChosenControl {
  readonly id: string;
  readonly origin: 'made' | 'reused';
}

/**
 * Runs `use` with an origin access control of ours: one that is there, or a new one when there is none or when those
 * that are there serve as many distributions as AWS allows.
 */
export async function withAccessControl<Result>(
  context: UseCaseContext,
  use: (control: ChosenControl) => Promise<Result>,
): Promise<Result> {
  const full = new Set<string>();
  for (let tries = 1; ; tries += 1) {
    const control = await chooseControl(context, full);
    try {
      return await use(control);
    } catch (error) {
      if (tries >= MOST_TRIES || !isUnusable(error)) throw error;
      full.add(control.id);
    }
  }
}

/** True for a control that s3front made. */
function isOurs(control: OriginAccessControl): boolean {
  return OURS.test(control.name);
}

/** The controls of the account that s3front made. */
export async function ourControls(context: UseCaseContext): Promise<readonly OriginAccessControl[]> {
  return (await collect(context.provider.cdn.listOriginAccessControls({ signal: context.signal }))).filter(isOurs);
}

async function chooseControl(context: UseCaseContext, full: ReadonlySet<string>): Promise<ChosenControl> {
  for (let tries = 1; ; tries += 1) {
    const ours = await ourControls(context);
    const usable = ours.find(
      (control) => !full.has(control.id) && control.originType === 's3' && control.signingBehavior === 'always',
    );
    if (usable !== undefined) return { id: usable.id, origin: 'reused' };
    try {
      const made = await context.provider.cdn.createOriginAccessControl(
        { name: freeName(ours), description: DESCRIPTION },
        { signal: context.signal },
      );
      return { id: made.id, origin: 'made' };
    } catch (error) {
      // Somebody made one of that name in between: it is ours as well.
      if (tries >= MOST_TRIES || !hasCode(error, 'ORIGIN_ACCESS_CONTROL_EXISTS')) throw error;
    }
  }
}

function freeName(taken: readonly OriginAccessControl[]): string {
  const names = new Set(taken.map((control) => control.name));
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? 's3front' : `s3front-${number}`;
    if (!names.has(name)) return name;
  }
}

/** It is full, or somebody's cfremove took it away between our look and our use. */
function isUnusable(error: unknown): boolean {
  if (hasCode(error, 'ORIGIN_ACCESS_CONTROL_FULL')) return true;
  return isS3FrontError(error) && error.aws?.code === 'NoSuchOriginAccessControl';
}
