import type { Clock } from '@s3front/core';
import type { Settings } from './settings/settings.ts';

/** What a provider is opened with. */
export interface ProviderRequest {
  readonly settings: Settings;
  readonly clock: Clock;
  /** Told of each request in one line without secrets; undefined unless somebody wants to see them. */
  readonly trace: ((line: string) => void) | undefined;
}
