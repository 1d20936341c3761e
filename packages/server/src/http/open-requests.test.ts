import { VirtualClock } from '@s3front/testing';
import { describe, expect, it } from 'vitest';
import { OpenRequests } from './open-requests.ts';

function open(maxOpenRequests = 2) {
  const clock = new VirtualClock();
  const requests = new OpenRequests(clock, { maxOpenRequests, requestTimeout: 1_000 });
  return { clock, requests, admit: (client = new AbortController()) => requests.admit(client.signal) };
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('an open request', () => {
  it('ends when its time is up, unless that is lifted', async () => {
    const { clock, admit } = open();
    const [limited, unlimited] = [admit(), admit()];
    unlimited.unlimited();
    clock.advance(1_000);
    await turn();
    expect(limited.signal.reason).toMatchObject({ code: 'REQUEST_TIMED_OUT', kind: 'timeout' });
    expect(unlimited.signal.aborted).toBe(false);
  });

  it('ends when its client is gone', () => {
    const { admit } = open();
    const client = new AbortController();
    const request = admit(client);
    client.abort();
    expect(request.signal.reason).toMatchObject({ code: 'INTERRUPTED' });
  });

  it('leaves no timer behind when it is closed', async () => {
    const { clock, requests, admit } = open();
    const request = admit();
    request.close();
    request.close();
    await turn();
    expect([clock.sleeping, requests.count]).toEqual([0, 0]);
  });

  it('is one of so many', () => {
    const { admit } = open(1);
    const first = admit();
    expect(() => admit()).toThrow(expect.objectContaining({ status: 503, code: 'TOO_MANY_REQUESTS_OPEN' }));
    first.close();
    admit();
  });
});

describe('draining', () => {
  it('waits for what is open, ends what is endless, and takes nothing new', async () => {
    const { requests, admit } = open();
    const [upload, events] = [admit(), admit()];
    events.endless();
    let drained = false;
    const draining = requests.drain(60_000).then(() => {
      drained = true;
    });
    expect(() => admit()).toThrow(expect.objectContaining({ code: 'SERVER_STOPPING' }));
    expect([events.signal.aborted, upload.signal.aborted]).toEqual([true, false]);
    events.close();
    await turn();
    expect(drained).toBe(false);
    upload.close();
    await draining;
  });

  it('cuts what does not end in time', async () => {
    const { clock, requests, admit } = open();
    const request = admit();
    request.unlimited();
    const draining = requests.drain(5_000);
    clock.advance(5_000);
    await draining;
    expect(request.signal.aborted).toBe(true);
  });
});
