import { describe, expect, it } from 'vitest';
import { published, testDatabase, testServer } from '../server.test-support.ts';

const database = testDatabase();

describe('an invalidation', () => {
  it('is an operation that sends normalised paths and follows them to their end', async () => {
    const server = testServer(database());
    const { id } = await published(server);
    const path = `/v1/distributions/${id}/invalidations`;
    const accepted = await server.json(202, 'POST', path, {
      json: { keys: ['img/my logo.png', 'css/'], paths: ['/index.html', '/css/*'] },
    });
    const ended = await server.finish(accepted['id']);
    expect(ended).toMatchObject({ status: 'succeeded', invalidations: [expect.stringMatching(/^I/)] });
    const [invalidation] = ended['invalidations'];
    const found = await server.json(200, 'GET', `${path}/${invalidation}`);
    expect(found).toMatchObject({ id: invalidation, status: 'Completed' });
    expect([...found['paths']].map(String).sort()).toEqual(['/css/*', '/img/my%20logo.png', '/index.html']);
    const list = await server.json(200, 'GET', path);
    expect(list).toMatchObject({ invalidations: [{ id: invalidation, status: 'Completed' }], nextPageToken: null });
  });

  it('is listed in pages, newest first', async () => {
    const server = testServer(database());
    const { id } = await published(server);
    for (const name of ['a', 'b', 'c']) {
      server.world.cloudfront.invalidations.create(id, {
        CallerReference: name,
        Paths: { Quantity: 1, Items: [`/${name}`] },
      });
      server.clock.advance(1_000);
    }
    const path = `/v1/distributions/${id}/invalidations`;
    const whole = await server.json(200, 'GET', path);
    const first = await server.json(200, 'GET', `${path}?limit=2`);
    const second = await server.json(200, 'GET', `${path}?limit=2&pageToken=${first['nextPageToken']}`);
    expect([...first['invalidations'], ...second['invalidations']]).toEqual(whole['invalidations']);
  });

  it.each([
    [{}, 400],
    [{ paths: [] }, 400],
    [{ paths: ['no-slash ~ bad\u0000'] }, 400],
    [{ keys: [''] }, 400],
    [{ paths: '/x' }, 400],
  ])('cannot be made from %j', async (json, status) => {
    const server = testServer(database());
    const { id } = await published(server);
    await server.json(status, 'POST', `/v1/distributions/${id}/invalidations`, { json });
  });

  it('is not found where it is not', async () => {
    const server = testServer(database());
    const { id } = await published(server);
    await server.json(404, 'GET', `/v1/distributions/${id}/invalidations/INOBODY`);
    await server.json(404, 'POST', '/v1/distributions/ENOBODY/invalidations', { json: { paths: ['/*'] } });
    await server.json(404, 'GET', '/v1/distributions/ENOBODY/invalidations');
  });
});
