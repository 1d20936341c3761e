import { getDomain } from 'tldts';
import type { DomainName } from './domain-name.ts';

/**
 * True for a domain as it was registered (`example.org`, `example.co.uk`), where DNS keeps the records of the zone
 * and so has no room for a CNAME. By the public suffix list, without its private part: `user.github.io` is no zone
 * of its user's.
 *
 * It has a file of its own because the list takes tens of milliseconds to load, which only DNS advice should pay.
 */
export function isApex(name: DomainName): boolean {
  return getDomain(name, { allowPrivateDomains: false }) === name;
}
