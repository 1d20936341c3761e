/** What every answer carries. Source: OWASP, "HTTP Security Response Headers Cheat Sheet" and "REST Security". */
const EVERYWHERE: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
};

/**
 * An object may be a page that somebody uploaded: shown in a browser, it must not act in the name of this server.
 */
const CONTENT_POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox";

export function addSecurityHeaders(headers: Headers): void {
  for (const [name, value] of Object.entries(EVERYWHERE)) headers.set(name, value);
  if (!headers.has('content-security-policy')) headers.set('content-security-policy', CONTENT_POLICY);
  // What a token may see is nobody else's.
  if (!headers.has('cache-control')) headers.set('cache-control', 'no-store');
}
