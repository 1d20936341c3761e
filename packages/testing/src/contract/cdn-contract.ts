import { describe } from 'vitest';
import { accessControlContract } from './cdn/access-control-contract.ts';
import { aliasContract } from './cdn/alias-contract.ts';
import { distributionContract } from './cdn/distribution-contract.ts';
import { invalidationContract } from './cdn/invalidation-contract.ts';
import { troubleContract } from './cdn/trouble-contract.ts';
import type { SetUp } from './subject.ts';

/** What every implementation of the Cdn port keeps to. */
export function cdnContract(name: string, setUp: SetUp): void {
  describe(`the Cdn port of ${name}`, () => {
    distributionContract(setUp);
    aliasContract(setUp);
    accessControlContract(setUp);
    invalidationContract(setUp);
    troubleContract(setUp);
  });
}
