import { describe } from 'vitest';
import { accessContract } from './objects/access-contract.ts';
import { bucketContract } from './objects/bucket-contract.ts';
import { listContract } from './objects/list-contract.ts';
import { objectContract } from './objects/object-contract.ts';
import { readingContract } from './objects/reading-contract.ts';
import { troubleContract } from './objects/trouble-contract.ts';
import { websiteContract } from './objects/website-contract.ts';
import type { SetUp } from './subject.ts';

/** What every implementation of the ObjectStore port keeps to. */
export function objectStoreContract(name: string, setUp: SetUp): void {
  describe(`the ObjectStore port of ${name}`, () => {
    bucketContract(setUp);
    objectContract(setUp);
    readingContract(setUp);
    listContract(setUp);
    websiteContract(setUp);
    accessContract(setUp);
    troubleContract(setUp);
  });
}
