import type { OriginAccessControlConfig } from '../../world/cloudfront/access-control.ts';
import {
  answer,
  documentOf,
  type Handlers,
  locationOf,
  noContent,
  pageRequestOf,
  segmentOf,
  versionOf,
} from './call.ts';
import {
  ORIGIN_ACCESS_CONTROL,
  ORIGIN_ACCESS_CONTROL_CONFIG,
  ORIGIN_ACCESS_CONTROL_LIST,
} from './shapes/origin-access-shapes.ts';

const ROOT = 'OriginAccessControl';

export const ACCESS_CONTROL_OPERATIONS: Handlers = {
  CreateOriginAccessControl: async (call) => {
    const config = await documentOf<OriginAccessControlConfig>(call, `${ROOT}Config`, ORIGIN_ACCESS_CONTROL_CONFIG);
    const { ETag, OriginAccessControl: made } = call.world.cloudfront.accessControls.create(config);
    return answer(
      ROOT,
      ORIGIN_ACCESS_CONTROL,
      made,
      { Location: locationOf('origin-access-control', made.Id), ETag },
      201,
    );
  },

  GetOriginAccessControl: (call) => {
    const { ETag, OriginAccessControl: known } = call.world.cloudfront.accessControls.get(segmentOf(call, 'Id'));
    return answer(ROOT, ORIGIN_ACCESS_CONTROL, known, { ETag });
  },

  GetOriginAccessControlConfig: (call) => {
    const { ETag, OriginAccessControl: known } = call.world.cloudfront.accessControls.get(segmentOf(call, 'Id'));
    return answer(`${ROOT}Config`, ORIGIN_ACCESS_CONTROL_CONFIG, known.OriginAccessControlConfig, { ETag });
  },

  UpdateOriginAccessControl: async (call) => {
    const config = await documentOf<OriginAccessControlConfig>(call, `${ROOT}Config`, ORIGIN_ACCESS_CONTROL_CONFIG);
    const { accessControls } = call.world.cloudfront;
    const { ETag, OriginAccessControl: known } = accessControls.update(segmentOf(call, 'Id'), versionOf(call), config);
    return answer(ROOT, ORIGIN_ACCESS_CONTROL, known, { ETag });
  },

  DeleteOriginAccessControl: (call) => {
    call.world.cloudfront.accessControls.delete(segmentOf(call, 'Id'), versionOf(call));
    return noContent();
  },

  ListOriginAccessControls: (call) =>
    answer(`${ROOT}List`, ORIGIN_ACCESS_CONTROL_LIST, call.world.cloudfront.accessControls.list(pageRequestOf(call))),
};
