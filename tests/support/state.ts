import type { Provider } from '@s3front/core';
import { systemClock } from '@s3front/core/node';
import { openLocalProvider } from '@s3front/testing/local';
import { bucketName, collect } from './account.ts';
import type { CliHome } from './run-cli.ts';

/** Looks into the account that the processes of a home share, while none of them is asked. */
async function lookInto<Seen>(home: CliHome, look: (provider: Provider) => Promise<Seen>): Promise<Seen> {
  const provider = await openLocalProvider({ directory: home.state, propagation: 1000, clock: systemClock });
  try {
    return await look(provider);
  } finally {
    await provider.close();
  }
}

/** What a publication consists of, as far as it is there. */
export interface Publication {
  readonly distributions: readonly { readonly id: string; readonly aliases: readonly string[] }[];
  readonly policy: string | undefined;
  readonly controls: readonly string[];
}

export async function publication(home: CliHome, bucket: string): Promise<Publication> {
  return lookInto(home, async ({ cdn, objects }) => ({
    distributions: (await collect(cdn.listDistributions())).map(({ id, aliases }) => ({ id, aliases })),
    policy: await objects.getBucketPolicy(bucketName(bucket)),
    controls: (await collect(cdn.listOriginAccessControls())).map((control) => control.name),
  }));
}
