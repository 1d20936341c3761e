import { describe, expect, it } from 'vitest';
import { BUCKET, objectsOn, xml } from './object-store.test-support.ts';
import { s3Error } from './stub-wire.test-support.ts';

describe('website hosting', () => {
  it('is read, with how many rules there are', async () => {
    const { objects } = await objectsOn(() =>
      xml(
        '<WebsiteConfiguration><IndexDocument><Suffix>index.html</Suffix></IndexDocument><ErrorDocument><Key>404.html</Key></ErrorDocument><RoutingRules><RoutingRule><Redirect><ReplaceKeyWith>x</ReplaceKeyWith></Redirect></RoutingRule></RoutingRules></WebsiteConfiguration>',
      ),
    );
    expect(await objects.getWebsite(BUCKET)).toEqual({
      kind: 'pages',
      indexDocument: 'index.html',
      errorDocument: '404.html',
      routingRules: 1,
    });
  });

  it('is read as a redirect, and as nothing where it is off', async () => {
    const redirect =
      '<WebsiteConfiguration><RedirectAllRequestsTo><HostName>www.example.org</HostName><Protocol>https</Protocol></RedirectAllRequestsTo></WebsiteConfiguration>';
    const { objects } = await objectsOn((_, index) =>
      index === 0 ? xml(redirect) : s3Error(404, 'NoSuchWebsiteConfiguration'),
    );
    expect(await objects.getWebsite(BUCKET)).toEqual({ kind: 'redirect', host: 'www.example.org', protocol: 'https' });
    expect(await objects.getWebsite(BUCKET)).toBeUndefined();
  });

  it('is set and taken away', async () => {
    const { objects, wire } = await objectsOn(() => ({}));
    await objects.putWebsite(BUCKET, { kind: 'pages', indexDocument: 'a.html', errorDocument: 'b.html' });
    await objects.putWebsite(BUCKET, { kind: 'redirect', host: 'www.example.org', protocol: undefined });
    await objects.deleteWebsite(BUCKET);
    const [pages, redirect, removal] = wire.sent;
    expect(pages?.body).toContain('<IndexDocument><Suffix>a.html</Suffix></IndexDocument>');
    expect(pages?.body).toContain('<ErrorDocument><Key>b.html</Key></ErrorDocument>');
    expect(redirect?.body).toContain('<HostName>www.example.org</HostName>');
    expect([removal?.method, removal?.query]).toMatchObject(['DELETE', { website: '' }]);
  });
});
