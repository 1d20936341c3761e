import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CliHome } from '../support/run-cli.ts';
import { publication } from '../support/state.ts';

const bucket = 'site.example.org';
let home: CliHome;
let id: string;

beforeEach(async () => {
  home = new CliHome();
  expect((await home.run(['mb', `s3://${bucket}`])).exitCode).toBe(0);
  const created = await home.run(['cfcreate', `s3://${bucket}`, '--json']);
  expect(created.stderr).toBe('');
  id = (await publication(home, bucket)).distributions[0]?.id ?? '';
});

afterEach(() => home.close());

describe('several processes at once', () => {
  it('twenty of them add an alias each, and all twenty are there', { timeout: 90_000 }, async () => {
    const names = Array.from({ length: 20 }, (_, index) => `n${index}.example.org`);
    const results = await Promise.all(
      names.map((name) => home.run(['cfmodify', `cf://${id}`, '--cf-add-cname', name])),
    );
    expect(results.map((result) => result.exitCode)).toEqual(names.map(() => 0));
    const [distribution] = (await publication(home, bucket)).distributions;
    expect([...(distribution?.aliases ?? [])].sort()).toEqual([...names].sort());
  });

  it('several upload at once, and every object is there', { timeout: 60_000 }, async () => {
    const keys = Array.from({ length: 6 }, (_, index) => `copy-${index}.png`);
    const results = await Promise.all(
      keys.map((key) => home.run(['put', 'examples/site/logo.png', `s3://${bucket}/${key}`])),
    );
    expect(results.map((result) => result.exitCode)).toEqual(keys.map(() => 0));
    const { stdout } = await home.run(['ls', `s3://${bucket}`, '--json']);
    for (const key of keys) expect(stdout).toContain(`"${key}"`);
  });
});

describe('a process that is killed', () => {
  const gone = { distributions: [], policy: undefined, controls: [] };

  it.each([
    ['while it waits', /Waiting/],
    ['when the statement is removed', /statement is removed/],
    ['when the distribution is deleted', /is deleted/],
    ['when the control is deleted', /access control .* is deleted/],
  ])('cfremove, killed %s, is carried on by the next', { timeout: 60_000 }, async (_when, line) => {
    const killed = await home.run(['cfremove', `cf://${id}`], { killAt: { line } });
    expect(killed.killedAt).toMatch(line);
    const next = await home.run(['cfremove', `cf://${id}`]);
    expect([0, 12]).toContain(next.exitCode);
    expect(await publication(home, bucket)).toEqual(gone);
  });

  it('cfremove, killed at any moment, ends with everything gone', { timeout: 120_000 }, async () => {
    for (let moment = 60; ; moment += 90) {
      const { signal, exitCode } = await home.run(['cfremove', `cf://${id}`], { killAfter: moment });
      if (signal === null) {
        expect([0, 12]).toContain(exitCode);
        break;
      }
    }
    expect(await publication(home, bucket)).toEqual(gone);
  });

  it('cfcreate, killed at any moment, is finished by the next', { timeout: 120_000 }, async () => {
    const other = 'other.example.org';
    await home.run(['mb', `s3://${other}`]);
    for (let moment = 60; ; moment += 20) {
      const { signal, exitCode } = await home.run(['cfcreate', `s3://${other}`], { killAfter: moment });
      if (signal === null) {
        // 13: the one before was killed after the last thing that there was to do.
        expect([0, 13]).toContain(exitCode);
        break;
      }
    }
    const { distributions, policy, controls } = await publication(home, other);
    expect(distributions).toHaveLength(2);
    const made = distributions.find((distribution) => distribution.id !== id);
    expect(policy).toContain(`S3Front${made?.id}`);
    expect(controls).toEqual(['s3front']);
  });

  it('put, killed at any moment, leaves the old object or the new one', { timeout: 60_000 }, async () => {
    const target = `s3://${bucket}/page.txt`;
    const contents = ['one', 'two'].map((text) => text.repeat(100_000));
    await home.run(['put', '-', target], { input: contents[0] ?? '' });
    const whole = new Set(contents.map((text) => text.length));
    for (let moment = 50; ; moment += 25) {
      const { signal } = await home.run(['put', '-', target], { input: contents[1] ?? '', killAfter: moment });
      const { stdout, exitCode } = await home.run(['ls', target, '--json']);
      expect(exitCode).toBe(0);
      const size = Number(/"size":\s*(\d+)/.exec(stdout)?.[1]);
      expect(whole).toContain(size);
      if (signal === null) break;
    }
  });
});
