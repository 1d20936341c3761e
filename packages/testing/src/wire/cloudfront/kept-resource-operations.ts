import type { KeptRecord, KeptResources } from '../../world/cloudfront/kept-resources.ts';
import type { Page } from '../../world/cloudfront/page.ts';
import type { WireResponse } from '../response.ts';
import {
  answer,
  type Call,
  documentOf,
  type Handlers,
  locationOf,
  noContent,
  pageRequestOf,
  segmentOf,
  versionOf,
} from './call.ts';
import type { StructureShape } from './shape.ts';

/** How a sort of resource stands on the wire. */
export interface WireResource<Config extends object> {
  /** The root of its documents: `CachePolicy`; its configuration's is that with `Config`, a list's with `List`. */
  readonly root: string;
  /** As in the name of the operation that lists them: `CachePolicies`. */
  readonly plural: string;
  /** Before the id. */
  readonly path: readonly string[];
  readonly shapes: {
    readonly config: StructureShape;
    readonly resource: StructureShape;
    readonly list: StructureShape;
  };
  readonly resources: (call: Call) => KeptResources<Config>;
  /** What a document says of one. */
  readonly describe: (record: KeptRecord<Config>) => object;
  readonly list: (call: Call) => Page<object>;
}

/** The six operations that such resources have. */
export function keptResourceOperations<Config extends object>(kind: WireResource<Config>): Handlers {
  const { root, shapes, resources } = kind;
  const described = (record: KeptRecord<Config>): WireResponse =>
    answer(root, shapes.resource, kind.describe(record), { ETag: record.etag });
  return {
    [`Create${root}`]: async (call) => {
      const config = await documentOf<Config>(call, `${root}Config`, shapes.config);
      const record = resources(call).create(config);
      const headers = { Location: locationOf(...kind.path, record.id), ETag: record.etag };
      return answer(root, shapes.resource, kind.describe(record), headers, 201);
    },
    [`Get${root}`]: (call) => described(resources(call).get(segmentOf(call, 'Id'))),
    [`Get${root}Config`]: (call) => {
      const { config, etag } = resources(call).get(segmentOf(call, 'Id'), `Get${root}Config`);
      return answer(`${root}Config`, shapes.config, config, { ETag: etag });
    },
    [`Update${root}`]: async (call) => {
      const config = await documentOf<Config>(call, `${root}Config`, shapes.config);
      return described(resources(call).update(segmentOf(call, 'Id'), versionOf(call), config));
    },
    [`Delete${root}`]: (call) => {
      resources(call).delete(segmentOf(call, 'Id'), versionOf(call));
      return noContent();
    },
    [`List${kind.plural}`]: (call) => answer(`${root}List`, shapes.list, kind.list(call)),
  };
}

/** A page with each of its items as a document says it. */
export function mapPage<From, To>(page: Page<From>, describe: (item: From) => To): Page<To> {
  const { Items: items, ...rest } = page;
  return items === undefined ? rest : { ...rest, Items: items.map(describe) };
}

/** As {@link pageRequestOf}, of resources that need nothing else to be listed. */
export function listOfKept<Config extends object>(
  call: Call,
  resources: KeptResources<Config>,
  summarize: (record: KeptRecord<Config>) => object,
): Page<object> {
  return mapPage(resources.list(pageRequestOf(call)), summarize);
}
