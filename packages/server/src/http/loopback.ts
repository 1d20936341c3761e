import { HttpProblem } from '../problem/http-problem.ts';

/** True for an address or name that no other machine can reach this one by. */
export function isLoopbackHost(host: string): boolean {
  const name = host.toLowerCase().replace(/^\[(.*)\]$/, '$1');
  return name === 'localhost' || name.endsWith('.localhost') || name === '::1' || /^127(?:\.\d{1,3}){3}$/.test(name);
}

/**
 * Refuses what a page from elsewhere can make a browser send to a server on this machine: requests under another
 * host's name (DNS rebinding), and requests with the origin of another site.
 *
 * @throws `HOST_NOT_ALLOWED` (421), `ORIGIN_NOT_ALLOWED` (403)
 */
export function checkLoopbackRequest(request: Request): void {
  const url = new URL(request.url);
  const host = request.headers.get('host');
  if (!isLoopbackHost(url.hostname) || (host !== null && !isLoopbackHost(hostname(host)))) {
    throw new HttpProblem({
      status: 421,
      code: 'HOST_NOT_ALLOWED',
      detail: 'The server listens for this machine alone, and the request is for another host.',
      hint: 'Use http://127.0.0.1 or http://localhost, or let the server listen on an address: --host',
    });
  }
  const origin = request.headers.get('origin');
  if (origin === null || origin === url.origin) return;
  throw new HttpProblem({
    status: 403,
    code: 'ORIGIN_NOT_ALLOWED',
    detail: 'The request comes from a page of another site.',
  });
}

/** `[::1]:8787` and `localhost:8787` without the port. */
function hostname(host: string): string {
  return host.replace(/:\d*$/, '');
}
