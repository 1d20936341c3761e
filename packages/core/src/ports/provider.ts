import type { Cdn } from './cdn.ts';
import type { Certificates } from './certificates.ts';
import type { ObjectStore } from './object-store.ts';

/** An account that can be published from: AWS, or the offline one. */
export interface Provider {
  readonly cdn: Cdn;
  readonly objects: ObjectStore;
  readonly certificates: Certificates;
  /** Lets go of sockets and files; safe to call twice. */
  close(): Promise<void>;
}
