import type { CallOptions } from '../ports/call-options.ts';

/** Where a middleware stands that sees every attempt and every redirect as it goes over the wire. */
export const NEXT_TO_THE_WIRE: { readonly step: 'deserialize'; readonly priority: 'low' } = {
  step: 'deserialize',
  priority: 'low',
};

/** The options of one call as the SDK takes them; none without a signal, so that it can reuse its handlers. */
export function httpOptions(options: CallOptions | undefined): { readonly abortSignal: AbortSignal } | undefined {
  return options?.signal === undefined ? undefined : { abortSignal: options.signal };
}

/** S3 writes an ETag with quotes, CloudFront without; a proxy or another server may do otherwise. */
export function unquoted(etag: string): string {
  return etag.replace(/^"(.*)"$/, '$1');
}
