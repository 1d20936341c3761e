import type { Tag } from '../../world/cloudfront/tags.ts';
import { answer, documentOf, type Handlers, neededParameter, noContent } from './call.ts';
import { TAG_KEYS, TAGS } from './shapes/tag-shapes.ts';

export const TAG_OPERATIONS: Handlers = {
  TagResource: async (call) => {
    const arn = neededParameter(call, 'Resource');
    const { Items: tags = [] } = await documentOf<{ readonly Items?: readonly Tag[] }>(call, 'Tags', TAGS);
    call.world.cloudfront.tags.add(arn, tags);
    return noContent();
  },

  UntagResource: async (call) => {
    const arn = neededParameter(call, 'Resource');
    const { Items: keys = [] } = await documentOf<{ readonly Items?: readonly string[] }>(call, 'TagKeys', TAG_KEYS);
    call.world.cloudfront.tags.remove(arn, keys);
    return noContent();
  },

  ListTagsForResource: (call) =>
    answer('Tags', TAGS, { Items: call.world.cloudfront.tags.list(neededParameter(call, 'Resource')) }),
};
