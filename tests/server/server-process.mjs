// A server as a process of its own, to be killed: the REST API and its worker, over a database and the offline AWS in a
// directory. It writes down, in one journal for all processes, when it begins and ends to change something.
import { appendFileSync } from 'node:fs';
import { systemClock, systemRandom } from '@s3front/core/node';
import { createServer, openDatabase } from '@s3front/server';
import { openLocalProvider } from '@s3front/testing/local';

const { database: location, state, propagation, journal, lease } = JSON.parse(process.argv[2]);
const acts = new Set(['updateDistribution', 'deleteDistribution']);

const provider = await openLocalProvider({ directory: state, propagation, clock: systemClock });
const database = await openDatabase(location);
const server = createServer({
  database,
  provider: { ...provider, cdn: journaled(provider.cdn) },
  clock: systemClock,
  random: systemRandom,
  work: { lease },
});
process.once('SIGTERM', () => void stop());
const { url } = await server.start({ port: 0 });
tell({ url, milliseconds: Math.round(performance.now()), megabytes: Math.round(process.memoryUsage().rss / 1e6) });

async function stop() {
  await server.close();
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
  tell({ moment });
}

function tell(message) {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}
