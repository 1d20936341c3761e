import { describe, expect, it } from 'vitest';
import { runInside } from '../environment.test-support.ts';
import { distribution, invalidation, listed, stubProvider, summary } from '../provider.test-support.ts';

const CLOCK = { now: () => Date.UTC(2026, 10, 22), sleep: async () => undefined };

function account() {
  const sent: (readonly string[])[] = [];
  let looks = 0;
  const provider = stubProvider({
    cdn: {
      listDistributions: () => listed(summary(distribution())),
      getDistribution: async () => distribution({ defaultRootObject: 'index.html' }),
      createInvalidation: async (_, { paths }) => {
        sent.push(paths);
        return invalidation({ paths });
      },
      getInvalidation: async (_, id) => {
        looks += 1;
        return invalidation({ id, status: looks > 2 ? 'Completed' : 'InProgress', paths: ['/a', '/b'] });
      },
      listInvalidations: () => listed(invalidation(), invalidation()),
    },
  });
  return { provider, sent };
}

describe('cfinval', () => {
  it('prints what s3cmd prints, with a URI that can be pasted back', async () => {
    const { provider, sent } = account();
    const argv = ['cfinval', 's3://public.example.org/a b.png', 's3://public.example.org/docs/'];
    expect(await runInside(argv, { provider })).toMatchObject({
      code: 0,
      stderr: '',
      stdout: `URI:            s3://public.example.org/
DistId:         E3RPA4Z4ALGTGO
Nr of paths:    2
Status:         Created
RequestId:      I1ABCDEFGHIJKL
Info:           Check progress with: s3front cfinvalinfo cf://E3RPA4Z4ALGTGO/I1ABCDEFGHIJKL
`,
    });
    expect(sent).toEqual([expect.arrayContaining(['/a%20b.png', '/docs/*'])]);
  });

  it('sends nothing with --dry-run', async () => {
    const { provider, sent } = account();
    expect(await runInside(['cfinval', '-n', 's3://public.example.org/x'], { provider })).toMatchObject({
      code: 0,
      stdout: '[--dry-run] Would invalidate /x\n',
      stderr: 'WARNING: Exiting now because of --dry-run\n',
    });
    const { stdout, stderr } = await runInside(['cfinval', '-n', '--json', 's3://public.example.org/x'], { provider });
    expect(JSON.parse(stdout)).toEqual({
      buckets: [
        { uri: 's3://public.example.org/', distribution: 'cf://E3RPA4Z4ALGTGO', paths: ['/x'], invalidations: [] },
      ],
      dryRun: true,
    });
    expect(JSON.parse(stderr)).toEqual({ warning: { message: 'Exiting now because of --dry-run' } });
    expect(sent).toEqual([]);
  });

  it('waits until it is completed', async () => {
    const { provider } = account();
    const argv = ['cfinval', '--wait', 's3://public.example.org/x'];
    const { code, stdout, stderr } = await runInside(argv, { provider, clock: CLOCK });
    expect(code).toBe(0);
    expect(stdout).toContain('\nInvalidation cf://E3RPA4Z4ALGTGO/I1ABCDEFGHIJKL completed\n');
    expect(stderr).toBe('[0:00] Waiting until cf://E3RPA4Z4ALGTGO/I1ABCDEFGHIJKL is completed...\n');
  });

  it('refuses a distribution, which has no objects', async () => {
    const { code, stderr } = await runInside(['cfinval', 'cf://E3RPA4Z4ALGTGO']);
    expect({ code, stderr }).toMatchObject({
      code: 64,
      stderr: expect.stringContaining("does not start with 's3://'"),
    });
  });
});

describe('cfinvalinfo', () => {
  const block = (status: string, paths: number) => `URI:            cf://E3RPA4Z4ALGTGO/I1ABCDEFGHIJKL
Status:         ${status}
Created:        2026-11-22T09:30:00.000Z
Nr of paths:    ${paths}
Reference:      s3front-reference

`;

  it('shows one, and all', async () => {
    const one = await runInside(['cfinvalinfo', 'cf://E3RPA4Z4ALGTGO/I1ABCDEFGHIJKL'], {
      provider: account().provider,
    });
    expect(one).toMatchObject({ code: 0, stdout: block('InProgress', 2), stderr: '' });
    const all = await runInside(['cfinvalinfo', 's3://public.example.org'], { provider: account().provider });
    expect(all.stdout).toBe(block('InProgress', 2) + block('InProgress', 2));
  });

  it('says so when there is none', async () => {
    const provider = stubProvider({ cdn: { listInvalidations: () => listed() } });
    expect(await runInside(['cfinvalinfo', 'cf://E3RPA4Z4ALGTGO'], { provider })).toMatchObject({
      code: 0,
      stdout: '',
      stderr: 'There is no invalidation that CloudFront remembers.\n',
    });
  });
});

describe('wait', () => {
  it('waits for an invalidation', async () => {
    const { provider } = account();
    const argv = ['wait', 'cf://E3RPA4Z4ALGTGO/I1ABCDEFGHIJKL', '--json'];
    const { stdout, stderr } = await runInside(argv, { provider, clock: CLOCK });
    expect(JSON.parse(stdout)).toEqual({ uri: 'cf://E3RPA4Z4ALGTGO/I1ABCDEFGHIJKL', status: 'Completed' });
    expect(stderr).toBe('');
  });

  it('waits for the distribution of a bucket', async () => {
    const { provider } = account();
    expect(await runInside(['wait', 's3://public.example.org'], { provider, clock: CLOCK })).toMatchObject({
      code: 0,
      stdout: 'Distribution cf://E3RPA4Z4ALGTGO deployed\n',
    });
  });
});
