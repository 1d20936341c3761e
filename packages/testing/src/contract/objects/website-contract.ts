import { describe, expect, it } from 'vitest';
import { errorWith, openAccount } from '../account.ts';
import type { SetUp } from '../subject.ts';
import { BUCKET, makeBucket } from './content.ts';

export function websiteContract(setUp: SetUp): void {
  describe('website hosting', () => {
    it.each([
      { kind: 'pages', indexDocument: 'index.html', errorDocument: '404.html' } as const,
      { kind: 'pages', indexDocument: 'start.html', errorDocument: undefined } as const,
      { kind: 'redirect', host: 'www.example.org', protocol: 'https' } as const,
      { kind: 'redirect', host: 'www.example.org', protocol: undefined } as const,
    ])('is kept as it is set: %j', async (website) => {
      const { objects } = (await openAccount(setUp)).provider;
      await makeBucket(objects);
      expect(await objects.getWebsite(BUCKET)).toBeUndefined();
      await objects.putWebsite(BUCKET, website);
      expect(await objects.getWebsite(BUCKET)).toEqual(
        website.kind === 'pages' ? { ...website, routingRules: 0 } : website,
      );
      await objects.deleteWebsite(BUCKET);
      await objects.deleteWebsite(BUCKET);
      expect(await objects.getWebsite(BUCKET)).toBeUndefined();
    });

    it('wants a bucket', async () => {
      const { objects } = (await openAccount(setUp)).provider;
      const website = { kind: 'pages', indexDocument: 'index.html', errorDocument: undefined } as const;
      await expect(objects.putWebsite(BUCKET, website)).rejects.toThrow(errorWith('BUCKET_NOT_FOUND', 'not-found'));
      await expect(objects.deleteWebsite(BUCKET)).rejects.toThrow(errorWith('BUCKET_NOT_FOUND', 'not-found'));
    });
  });
}
