import type { DomainName } from '../naming/domain-name.ts';
import type { AccessLogging, DistributionSettings, ViewerCertificate } from './distribution.ts';

/** What somebody wants to change, in relation to whatever is there: re-applied when somebody else was faster. */
export interface SettingsPatch {
  readonly addAliases?: readonly DomainName[] | undefined;
  readonly removeAliases?: readonly DomainName[] | undefined;
  readonly comment?: string | undefined;
  readonly enabled?: boolean | undefined;
  readonly defaultRootObject?: string | undefined;
  /** `null` switches logging off. */
  readonly logging?: AccessLogging | null | undefined;
  readonly certificate?: ViewerCertificate | undefined;
}

/** The final values of one update, valid for the version that it was worked out from. */
export interface SettingsChange {
  readonly aliases?: readonly DomainName[];
  readonly comment?: string;
  readonly enabled?: boolean;
  readonly defaultRootObject?: string;
  /** `null` switches logging off. */
  readonly logging?: AccessLogging | null;
  readonly certificate?: ViewerCertificate;
}

/** What a new distribution is asked to be; everything else takes s3front's modern defaults. */
export interface NewDistribution {
  readonly callerReference: string;
  readonly origin: {
    readonly id: string;
    readonly host: string;
    /** The origin access control, or undefined to leave access alone. */
    readonly accessControl: string | undefined;
  };
  readonly aliases: readonly DomainName[];
  readonly comment: string;
  readonly enabled: boolean;
  readonly defaultRootObject: string;
  readonly logging: AccessLogging | undefined;
  readonly certificate: ViewerCertificate;
}

/** The change that turns `settings` into what the patch asks for; without members when nothing differs. */
export function planChange(settings: DistributionSettings, patch: SettingsPatch): SettingsChange {
  const aliases = patchedAliases(settings.aliases, patch);
  return {
    ...(sameNames(aliases, settings.aliases) ? {} : { aliases }),
    ...(patch.comment === undefined || patch.comment === settings.comment ? {} : { comment: patch.comment }),
    ...(patch.enabled === undefined || patch.enabled === settings.enabled ? {} : { enabled: patch.enabled }),
    ...(patch.defaultRootObject === undefined || patch.defaultRootObject === settings.defaultRootObject
      ? {}
      : { defaultRootObject: patch.defaultRootObject }),
    ...(patch.logging === undefined || sameLogging(patch.logging ?? undefined, settings.logging)
      ? {}
      : { logging: patch.logging }),
    ...(patch.certificate === undefined || sameCertificate(patch.certificate, settings.certificate)
      ? {}
      : { certificate: patch.certificate }),
  };
}

export function isEmptyChange(change: SettingsChange): boolean {
  return Object.keys(change).length === 0;
}

/** The aliases after the patch: what is there, without the removed, with the added at the end. */
export function patchedAliases(current: readonly DomainName[], patch: SettingsPatch): readonly DomainName[] {
  const removed = new Set(patch.removeAliases);
  return [...new Set([...current.filter((alias) => !removed.has(alias)), ...(patch.addAliases ?? [])])];
}

function sameNames(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((name, index) => name === right[index]);
}

function sameLogging(left: AccessLogging | undefined, right: AccessLogging | undefined): boolean {
  return left?.bucket === right?.bucket && left?.prefix === right?.prefix;
}

function sameCertificate(left: ViewerCertificate, right: ViewerCertificate): boolean {
  switch (left.kind) {
    case 'default':
      return right.kind === 'default';
    case 'acm':
      return right.kind === 'acm' && right.arn === left.arn;
    case 'iam':
      return right.kind === 'iam' && right.id === left.id;
  }
}
