import { createDistribution, modifyDistribution } from '@s3front/core';
import { beforeEach, describe, expect, it } from 'vitest';
import { aliases, issueCertificate } from '../support/account.ts';
import { openSite, publishing, type Site } from '../support/site.ts';

let account: Site;

beforeEach(async () => {
  account = await openSite();
});

describe('modifyDistribution', () => {
  it('reads again and re-applies when somebody else was faster, and loses nobody', async () => {
    await issueCertificate(account, '*.example.org');
    const { distribution } = await createDistribution(account.context, publishing());
    account.world.faults.add({ operation: 'UpdateDistribution', times: 3, fault: { kind: 'lose-race' } });
    const names = Array.from({ length: 20 }, (_, index) => `n${index}.example.org`);
    await Promise.all(
      names.map((name) =>
        modifyDistribution(account.context, { id: distribution.id, patch: { addAliases: aliases(name) } }),
      ),
    );
    const { distribution: after } = await account.provider.cdn.getDistribution(distribution.id);
    expect([...after.settings.aliases].sort()).toEqual([...names].sort());
    expect(account.events.some((event) => event.kind === 'retrying')).toBe(true);
  });

  it('changes one version only, and no other, when that is asked', async () => {
    const created = await createDistribution(account.context, publishing());
    const { id } = created.distribution;
    const change = (comment: string, ifMatch: string) =>
      modifyDistribution(account.context, { id, patch: { comment }, ifMatch });
    account.world.faults.add({ operation: 'UpdateDistribution', fault: { kind: 'lose-race' } });
    await expect(change('too late', created.etag)).rejects.toMatchObject({ code: 'PRECONDITION_FAILED' });
    await expect(change('stale', created.etag)).rejects.toMatchObject({ code: 'PRECONDITION_FAILED' });
    const current = await account.provider.cdn.getDistribution(id);
    const changed = await change('in time', current.etag);
    expect(changed.distribution.settings.comment).toBe('in time');
  });

  it('sends nothing when everything is as wanted', async () => {
    const created = await createDistribution(account.context, publishing({ comment: 'as it is' }));
    const modified = await modifyDistribution(account.context, {
      id: created.distribution.id,
      patch: { comment: 'as it is', enabled: true },
    });
    expect(modified).toMatchObject({ change: {}, etag: created.etag });
  });

  it('needs no certificate to remove an alias', async () => {
    await issueCertificate(account, 'cdn.example.org');
    const created = await createDistribution(account.context, publishing({ aliases: aliases('cdn.example.org') }));
    const modified = await modifyDistribution(account.context, {
      id: created.distribution.id,
      patch: { removeAliases: aliases('cdn.example.org') },
    });
    expect(modified.distribution.settings.aliases).toEqual([]);
  });

  it('refuses an alias that another distribution has', async () => {
    await issueCertificate(account, 'cdn.example.org');
    await createDistribution(account.context, publishing({ aliases: aliases('cdn.example.org') }));
    const other = await createDistribution(account.context, publishing({ force: true }));
    await expect(
      modifyDistribution(account.context, {
        id: other.distribution.id,
        patch: { addAliases: aliases('cdn.example.org') },
      }),
    ).rejects.toMatchObject({ code: 'ALIAS_TAKEN' });
  });
});
