import { cloudFrontError } from '../aws-error.ts';

/** What every list of CloudFront takes. */
export interface PageRequest {
  /** The id to go on after. */
  readonly Marker?: string | undefined;
  readonly MaxItems?: number | undefined;
}

/** A page of a list, in CloudFront's own shape. */
export interface Page<Item> {
  readonly Marker: string;
  /** Only where there is more. */
  readonly NextMarker?: string | undefined;
  readonly MaxItems: number;
  readonly IsTruncated: boolean;
  readonly Quantity: number;
  /** Absent where there are none. */
  readonly Items?: readonly Item[] | undefined;
}

/** @throws `InvalidArgument` */
export function pageLength(request: PageRequest, most: number): number {
  const { MaxItems: wanted = most } = request;
  if (!Number.isInteger(wanted) || wanted < 1) {
    throw cloudFrontError('InvalidArgument', 'The parameter MaxItems is not valid.');
  }
  return Math.min(wanted, most);
}

/** @param found one more than the page holds, where there is one more */
export function pageOf<Item>(
  found: readonly Item[],
  length: number,
  request: PageRequest,
  markerOf: (item: Item) => string,
): Page<Item> {
  const items = found.slice(0, length);
  const last = items.at(-1);
  const truncated = found.length > length && last !== undefined;
  return {
    Marker: request.Marker ?? '',
    ...(truncated ? { NextMarker: markerOf(last) } : {}),
    MaxItems: length,
    IsTruncated: truncated,
    Quantity: items.length,
    ...(items.length === 0 ? {} : { Items: items }),
  };
}
