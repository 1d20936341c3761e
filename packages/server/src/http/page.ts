import { z } from '@hono/zod-openapi';
import { HttpProblem } from '../problem/http-problem.ts';
import type { ApiContext } from './api-environment.ts';

const MOST_ITEMS = 1000;
const USUAL_ITEMS = 100;

/** The query parameters of every list. */
export const PAGE_QUERY = {
  limit: z
    .string()
    .regex(/^[1-9]\d{0,3}$/, 'is not a number from 1 to 1000')
    .refine((text) => Number(text) <= MOST_ITEMS, 'is not a number from 1 to 1000')
    .transform(Number)
    .default(USUAL_ITEMS)
    .openapi({ type: 'integer', minimum: 1, maximum: MOST_ITEMS, default: USUAL_ITEMS, description: 'Items per page' }),
  pageToken: z
    .string()
    .max(4096)
    .optional()
    .openapi({ description: '`nextPageToken` of the page before; nothing else is understood' }),
};

/**
 * Where the page before ended, which is the last item that it told.
 *
 * @param list what is listed and by which filters: a token of another list is refused
 * @throws `PAGE_TOKEN_INVALID` (400)
 */
export function placeOf(list: readonly string[], token: string | undefined): string | undefined {
  if (token === undefined) return undefined;
  const [told, place, ...rest] = decode(token);
  if (told === JSON.stringify(list) && place !== undefined && rest.length === 0) return place;
  throw new HttpProblem({
    status: 400,
    code: 'PAGE_TOKEN_INVALID',
    detail: 'The page token is not one of this list.',
    hint: 'Send nextPageToken as it was answered, with the same filters.',
    errors: [{ code: 'PAGE_TOKEN_INVALID', message: 'is not a page token of this list', parameter: 'pageToken' }],
  });
}

/** The token for the page that begins after this item. It grants nothing: every page asks anew who may see it. */
export function tokenAfter(list: readonly string[], place: string): string {
  return Buffer.from(JSON.stringify([JSON.stringify(list), place])).toString('base64url');
}

/** Sets `Link: rel=next`, relative to the list (RFC 8288). */
export function linkNext(context: ApiContext, token: string | null): void {
  if (token === null) return;
  const url = new URL(context.req.url);
  url.searchParams.set('pageToken', token);
  context.header('link', `<${url.pathname}${url.search}>; rel="next"`);
}

/** The items after the place, as many as the page takes, and where the next page begins. */
export async function pageOf<Item>(
  items: AsyncIterable<Item> | Iterable<Item>,
  request: { readonly limit: number; readonly list: readonly string[]; readonly isAfter: (item: Item) => boolean },
  placeIn: (item: Item) => string,
): Promise<{ readonly items: readonly Item[]; readonly nextPageToken: string | null }> {
  const page: Item[] = [];
  for await (const item of items) {
    if (!request.isAfter(item)) continue;
    const last = page.at(-1);
    if (page.length === request.limit && last !== undefined) {
      return { items: page, nextPageToken: tokenAfter(request.list, placeIn(last)) };
    }
    page.push(item);
  }
  return { items: page, nextPageToken: null };
}

function decode(token: string): readonly string[] {
  try {
    const value: unknown = JSON.parse(Buffer.from(token, 'base64url').toString('utf8'));
    return Array.isArray(value) && value.every((part) => typeof part === 'string') ? value : [];
  } catch {
    return [];
  }
}
