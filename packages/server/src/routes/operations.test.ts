import { describe, expect, it } from 'vitest';
import { published, type TestServer, testDatabase, testServer } from '../server.test-support.ts';

const database = testDatabase();

interface SentEvent {
  readonly id: string;
  readonly event: string;
  readonly data: { readonly kind: string; readonly status?: string };
}

/** Reads until the stream ends. */
async function eventsOf(response: Response): Promise<readonly SentEvent[]> {
  const text = await response.text();
  return text
    .split('\n\n')
    .filter((frame) => frame !== '' && !frame.startsWith(':'))
    .map((frame) => {
      const fields = new Map(frame.split('\n').map((line) => line.split(/: (.*)/s, 2) as [string, string]));
      return {
        id: fields.get('id') ?? '',
        event: fields.get('event') ?? '',
        data: JSON.parse(fields.get('data') ?? 'null'),
      };
    });
}

async function removal(server: TestServer): Promise<string> {
  const { id } = await published(server);
  const operation = await server.json(202, 'DELETE', `/v1/distributions/${id}`, { headers: { 'if-match': '*' } });
  return operation['id'];
}

describe('operations', () => {
  it('are listed, newest first, in pages and by status', async () => {
    const server = testServer(database());
    const { id } = await published(server);
    const made: string[] = [];
    for (let count = 0; count < 3; count += 1) {
      const operation = await server.json(202, 'POST', `/v1/distributions/${id}/invalidations`, {
        json: { paths: [`/${count}`] },
      });
      made.push(operation['id']);
      server.clock.advance(1_000);
    }
    const first = await server.json(200, 'GET', '/v1/operations?limit=2');
    const second = await server.json(200, 'GET', `/v1/operations?limit=2&pageToken=${first['nextPageToken']}`);
    const ids = [...first['operations'], ...second['operations']].map((operation: { id: string }) => operation.id);
    expect(ids).toEqual(made.toReversed());
    expect(second['nextPageToken']).toBeNull();
    expect(await server.json(200, 'GET', '/v1/operations?status=succeeded')).toMatchObject({ operations: [] });
    await server.json(400, 'GET', '/v1/operations?status=lost');
  });

  it('are cancelled, once and again', async () => {
    const server = testServer(database());
    const id = await removal(server);
    const cancelled = await server.json(200, 'POST', `/v1/operations/${id}/cancel`);
    expect(cancelled).toMatchObject({ status: 'cancelled', done: true });
    expect(await server.json(200, 'POST', `/v1/operations/${id}/cancel`)).toEqual(cancelled);
  });

  it('say why they failed', async () => {
    const server = testServer(database());
    const id = await removal(server);
    server.world.faults.add({ operation: 'GetDistribution', times: Number.POSITIVE_INFINITY, fault: { kind: 'deny' } });
    const failed = await server.finish(id);
    expect(failed).toMatchObject({
      status: 'failed',
      problem: {
        type: 'urn:s3front:problem:access-denied',
        status: 403,
        code: 'ACCESS_DENIED',
        awsCode: 'AccessDenied',
      },
    });
  });

  it.each(['/v1/operations/op_00000000000000000000000000', '/v1/operations/op_00000000000000000000000000/events'])(
    'that are not there are not found: %s',
    async (path) => {
      const server = testServer(database());
      expect(await server.json(404, 'GET', path)).toMatchObject({ code: 'OPERATION_NOT_FOUND' });
    },
  );

  it('have ids of one form', async () => {
    const server = testServer(database());
    await server.json(400, 'GET', '/v1/operations/1');
    await server.json(400, 'POST', '/v1/operations/op_%00/cancel');
  });
});

describe('the events of an operation', () => {
  it('are replayed whole, or after the last that was seen', async () => {
    const server = testServer(database());
    const id = await removal(server);
    await server.finish(id);
    const path = `/v1/operations/${id}/events`;
    const response = await server.send('GET', path);
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    const events = await eventsOf(response);
    expect(events[0]).toMatchObject({ id: '1', event: 'accepted' });
    expect(events.at(-1)).toMatchObject({ event: 'ended', data: { status: 'succeeded' } });
    expect(events.map((event) => event.id)).toEqual(events.map((_, index) => String(index + 1)));
    const rest = await eventsOf(await server.send('GET', path, { headers: { 'last-event-id': '2' } }));
    expect(rest).toEqual(events.slice(2));
    const none = await server.send('GET', path, { headers: { 'last-event-id': String(events.length) } });
    expect(none.status).toBe(204);
    await server.json(400, 'GET', path, { headers: { 'last-event-id': '-1' } });
  });

  it('come while it runs, with a sign of life when nothing happens', async () => {
    const server = testServer(database());
    const id = await removal(server);
    const response = await server.send('GET', `/v1/operations/${id}/events`);
    let ended = false;
    const text = response.text().finally(() => {
      ended = true;
    });
    for (let turns = 0; !ended && turns < 2_000; turns += 1) {
      if (turns > 20) await server.worker.runDue();
      server.clock.advance(5_000);
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(await text).toContain(': still here\n\n');
    expect(await text).toMatch(/event: ended\ndata: .*succeeded/);
  });

  it('leave nothing behind when the client goes away', async () => {
    const server = testServer(database());
    const id = await removal(server);
    const response = await server.send('GET', `/v1/operations/${id}/events`);
    const reader = response.body?.getReader();
    await reader?.read();
    expect(await open(server)).toBe(2);
    await reader?.cancel();
    expect(await open(server)).toBe(1);
  });

  it('are not begun for HEAD', async () => {
    const server = testServer(database());
    const id = await removal(server);
    const head = await server.app.request(`/v1/operations/${id}/events`, { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
    expect(await open(server)).toBe(1);
  });
});

/** How many requests are open, the one that asks included. */
async function open(server: TestServer): Promise<number> {
  const metrics = await (await server.send('GET', '/metrics')).text();
  return Number(/^s3front_http_requests_open (\d+)$/m.exec(metrics)?.[1]);
}
