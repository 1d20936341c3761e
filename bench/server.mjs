// Requests per second of the REST API over the account in memory, and what the server costs over a direct call of the
// library: `node bench/server.mjs [SECONDS]`, after `npm run build`. The client has a thread of its own, with as many
// connections as named; the account and the server share the main thread, so the figures are those of one core.
import { Agent, request } from 'node:http';
import { cpus } from 'node:os';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';

const CONNECTIONS = 16;
const DISTRIBUTIONS = 25;
const SMALL = 1024;
const LARGE = 1024 * 1024;

if (isMainThread) await measureAll(Number(process.argv[2] ?? 3));
else await measureHere(workerData);

async function measureAll(seconds) {
  if (!Number.isFinite(seconds) || seconds <= 0) throw new Error('Usage: node bench/server.mjs [SECONDS]');
  const { createDistribution, listDistributions, makeBucket, putObject } = await import('@s3front/core');
  const { systemClock, systemRandom } = await import('@s3front/core/node');
  const { createServer, openDatabase } = await import('@s3front/server');
  const { createProvider, createWorld } = await import('@s3front/testing');

  const provider = createProvider(createWorld({ clock: systemClock, propagation: 0 }));
  const context = { provider, clock: systemClock, random: systemRandom };
  for (let count = 0; count < DISTRIBUTIONS; count += 1) {
    const bucket = `bench-${count}`;
    await makeBucket(context, { bucket, allowPublicAcls: false });
    await createDistribution(context, { bucket, aliases: [], access: 'private' });
  }
  const database = await openDatabase(undefined);
  const server = createServer({ provider, database, clock: systemClock, random: systemRandom });
  const { url } = await server.start({ port: 0 });

  const objects = `${url}/v1/buckets/bench-0/objects`;
  const put = (key, bytes) => {
    const body = { size: bytes.length, open: () => [bytes] };
    return putObject(context, { target: { kind: 's3', bucket: 'bench-0', key }, body: asyncBody(body), headers: {} });
  };
  const get = async (key) => {
    const { body } = await provider.objects.getObject('bench-0', key);
    for await (const _ of body);
  };
  const small = Buffer.alloc(SMALL, 'x');
  const large = Buffer.alloc(LARGE, 'x');
  const rows = [
    {
      name: `GET /v1/distributions (${DISTRIBUTIONS})`,
      http: { url: `${url}/v1/distributions` },
      direct: () => listDistributions(context),
    },
    { name: 'PUT object, 1 KiB', http: { url: `${objects}/small`, put: SMALL }, direct: () => put('small', small) },
    { name: 'GET object, 1 KiB', http: { url: `${objects}/small` }, direct: () => get('small') },
    { name: 'PUT object, 1 MiB', http: { url: `${objects}/large`, put: LARGE }, direct: () => put('large', large) },
    { name: 'GET object, 1 MiB', http: { url: `${objects}/large` }, direct: () => get('large') },
  ];
  console.log(`Node ${process.versions.node}, ${cpus()[0]?.model ?? 'unknown'}, ${seconds} s each`);
  console.log(['', 'requests/s', '1 connection ms', 'direct ms', 'server costs ms'].map(column).join(''));
  for (const { name, http, direct } of rows) {
    await overHttp({ ...http, seconds: Math.min(1, seconds), connections: CONNECTIONS });
    const many = await overHttp({ ...http, seconds, connections: CONNECTIONS });
    const one = await overHttp({ ...http, seconds, connections: 1 });
    const library = await directly(direct, seconds);
    const figures = [many.toFixed(0), (1000 / one).toFixed(3), (1000 / library).toFixed(3)];
    console.log([name, ...figures, (1000 / one - 1000 / library).toFixed(3)].map(column).join(''));
  }
  await server.close();
  await database.close();
}

function asyncBody({ size, open }) {
  return {
    size,
    async *open() {
      yield* open();
    },
  };
}

function column(text, index) {
  return index === 0 ? text.padEnd(30) : text.padStart(17);
}

/** Calls per second. */
async function directly(call, seconds) {
  const started = performance.now();
  let calls = 0;
  while (performance.now() - started < seconds * 1000) {
    await call();
    calls += 1;
  }
  return (calls * 1000) / (performance.now() - started);
}

/** Requests per second, from another thread. */
function overHttp(work) {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: work });
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}

async function measureHere({ url, put, seconds, connections }) {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const content = put === undefined ? undefined : Buffer.alloc(put, 'x');
  const started = performance.now();
  let requests = 0;
  const loop = async () => {
    while (performance.now() - started < seconds * 1000) {
      await once(url, agent, content);
      requests += 1;
    }
  };
  await Promise.all(Array.from({ length: connections }, loop));
  parentPort.postMessage((requests * 1000) / (performance.now() - started));
  agent.destroy();
}

function once(url, agent, content) {
  return new Promise((resolve, reject) => {
    const options =
      content === undefined ? { agent } : { agent, method: 'PUT', headers: { 'content-length': content.length } };
    const sent = request(url, options, (answer) => {
      answer.resume();
      answer.once('end', () =>
        answer.statusCode === 200 ? resolve() : reject(new Error(`${url} answered ${answer.statusCode}`)),
      );
      answer.once('error', reject);
    });
    sent.once('error', reject);
    sent.end(content);
  });
}
