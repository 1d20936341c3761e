// A server's worker as a process of its own, to be killed: it works on the operations in a database against the offline
// AWS in a directory, and writes down, in one journal for all processes, when it begins and ends to change something.
import { appendFileSync } from 'node:fs';
import { systemClock, systemRandom } from '@s3front/core/node';
import { createWorker, openDatabase, openOperations } from '@s3front/server';
import { openLocalProvider } from '@s3front/testing/local';

const { database: location, state, propagation, journal, lease, accept } = JSON.parse(process.argv[2]);
const acts = new Set(['updateDistribution', 'deleteDistribution', 'createInvalidation']);

const provider = await openLocalProvider({ directory: state, propagation, clock: systemClock });
const database = await openDatabase(location);
const operations = openOperations(database, systemClock);
for (const distribution of accept) {
  await operations.accept({ kind: 'removal', distribution, timeout: 600_000 }, { buckets: [] });
}
const worker = createWorker({
  database,
  provider: { ...provider, cdn: journaled(provider.cdn) },
  clock: systemClock,
  random: systemRandom,
  lease,
  report: (fault) => tell({ fault: String(fault.error?.stack ?? fault.error) }),
});
let stopped = false;
process.once('SIGTERM', () => {
  stopped = true;
  void stop();
});
tell({ ready: Math.round(performance.now()), megabytes: Math.round(process.memoryUsage().rss / 1e6) });
worker.start();
void watch();

async function stop() {
  await worker.stop();
  await database.close();
  await provider.close();
  process.exit(0);
}

function journaled(cdn) {
  return new Proxy(cdn, {
    get(target, name) {
      const method = target[name];
      if (!acts.has(name)) return method;
      return async (...request) => {
        note('begin', name, request[0]);
        const answer = await method(...request);
        note('end', name, request[0]);
        return answer;
      };
    },
  });
}

function note(moment, act, distribution) {
  appendFileSync(journal, `${process.pid} ${moment} ${act} ${distribution}\n`);
  tell({ moment, act, distribution });
}

function tell(message) {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}

async function watch() {
  while (!stopped) {
    const { queued, running } = await operations.count().catch(() => ({ queued: 1, running: 0 }));
    if (queued + running === 0) return tell({ finished: true });
    await systemClock.sleep(200);
  }
}
