import { expect, it } from 'vitest';
import { isLoopbackHost } from './loopback.ts';

it.each(['localhost', 'LocalHost', 'site.localhost', '127.0.0.1', '127.9.8.7', '::1', '[::1]'])(
  '%s is this machine',
  (host) => {
    expect(isLoopbackHost(host)).toBe(true);
  },
);

it.each([
  '0.0.0.0',
  '::',
  '10.0.0.1',
  'localhost.example.org',
  '127.0.0.1.example.org',
  '1127.0.0.1',
  'notlocalhost',
  '',
])('%j is not', (host) => {
  expect(isLoopbackHost(host)).toBe(false);
});
