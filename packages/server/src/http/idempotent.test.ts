import { describe, expect, it } from 'vitest';
import { bearer, published, testDatabase, testServer } from '../server.test-support.ts';

const database = testDatabase();
const KEYED = { 'idempotency-key': 'first-try' };

describe('Idempotency-Key', () => {
  it('makes a repetition the same answer, and nothing twice', async () => {
    const server = testServer(database());
    await server.json(201, 'POST', '/v1/buckets', { json: { name: 'public.example.org' } });
    const request = { json: { bucket: 'public.example.org' }, headers: KEYED };
    const first = await server.send('POST', '/v1/distributions', request);
    const calls = server.world.calls.length;
    const second = await server.send('POST', '/v1/distributions', {
      ...request,
      headers: { 'idempotency-key': '"first-try"' },
    });
    expect(server.world.calls).toHaveLength(calls);
    expect([second.status, second.headers.get('idempotency-replayed')]).toEqual([201, 'true']);
    expect(await second.json()).toEqual(await first.json());
    for (const name of ['etag', 'location', 'content-type'])
      expect(second.headers.get(name)).toBe(first.headers.get(name));
  });

  it('repeats a refusal too', async () => {
    const server = testServer(database());
    const request = { json: { bucket: 'nobody.example.org' }, headers: KEYED };
    await server.json(404, 'POST', '/v1/distributions', request);
    await server.json(201, 'POST', '/v1/buckets', { json: { name: 'nobody.example.org' } });
    await server.json(404, 'POST', '/v1/distributions', request);
  });

  it('is refused for another request', async () => {
    const server = testServer(database());
    await server.json(201, 'POST', '/v1/buckets', { json: { name: 'bucket-a' }, headers: KEYED });
    const refused = await server.json(422, 'POST', '/v1/buckets', { json: { name: 'bucket-b' }, headers: KEYED });
    expect(refused['code']).toBe('IDEMPOTENCY_KEY_REUSED');
    const { id } = await published(server, 'bucket-c');
    await server.json(422, 'POST', `/v1/distributions/${id}/deployments`, { headers: KEYED });
  });

  it('belongs to whoever sent it', async () => {
    const server = testServer(database());
    const [one, other] = [await bearer(server, 'admin'), await bearer(server, 'admin')];
    await server.json(201, 'POST', '/v1/buckets', { json: { name: 'bucket-a' }, headers: KEYED, token: one });
    await server.json(201, 'POST', '/v1/buckets', { json: { name: 'bucket-b' }, headers: KEYED, token: other });
  });

  it('is free again after what may go better next time', async () => {
    const server = testServer(database());
    server.world.faults.add({ operation: 'CreateBucket', fault: { kind: 'throttle' } });
    const request = { json: { name: 'bucket-a' }, headers: KEYED };
    await server.json(429, 'POST', '/v1/buckets', request);
    await server.json(201, 'POST', '/v1/buckets', request);
  });

  it('answers 409 while the first is worked on', async () => {
    const server = testServer(database());
    const request = { json: { name: 'bucket-a' }, headers: KEYED };
    const both = await Promise.all([
      server.send('POST', '/v1/buckets', request),
      server.send('POST', '/v1/buckets', request),
    ]);
    const statuses = both.map((response) => response.status).sort((left, right) => left - right);
    // Whether they meet is up to the scheduler; nothing else can be the answer.
    expect([[201, 201].join(), [201, 409].join()]).toContain(statuses.join());
    const calls = server.world.calls.filter((call) => call.operation === 'CreateBucket');
    expect(calls).toHaveLength(1);
  });

  it.each(['', 'a b', 'x'.repeat(256), 'ä'])('cannot be %j', async (key) => {
    const server = testServer(database());
    const headers = { 'idempotency-key': key };
    await server.json(400, 'POST', '/v1/buckets', { json: { name: 'bucket-a' }, headers });
  });
});
