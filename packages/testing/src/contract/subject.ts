import type { Provider } from '@s3front/core';
import type { FaultRule } from '../world/faults.ts';
import type { Limits } from '../world/limits.ts';

/** What a test needs of the account that it is given; an implementation that cannot give it leaves the test out. */
export interface ContractNeeds {
  readonly limits?: Partial<Limits> | undefined;
  /** The account's own Block Public Access refuses public ACLs. */
  readonly accountBlocksPublicAcls?: boolean | undefined;
}

/** An empty account, and the hands that a test needs beside the ports. */
export interface ContractSubject {
  readonly provider: Provider;
  /** Milliseconds that a change takes to be deployed. */
  readonly propagation: number;
  /** Moves the account's time. */
  readonly advance: (milliseconds: number) => void;
  /** A certificate that was asked for is validated. */
  readonly validateCertificate: (arn: string) => Promise<void>;
  /** The next calls go wrong. */
  readonly fail: (rule: FaultRule) => void;
  /** Static website hosting is switched on. */
  readonly enableWebsite: (bucket: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Opens an account of its own for each test. */
export type SetUp = (needs: ContractNeeds) => Promise<ContractSubject>;
