import { cloudFrontError } from '../../world/aws-error.ts';
import type { FunctionConfig, FunctionStage } from '../../world/cloudfront/function.ts';
import type { VersionedFunction } from '../../world/cloudfront/functions.ts';
import type { Tag } from '../../world/cloudfront/tags.ts';
import { parameterOf } from '../request.ts';
import type { ResponseHeaders, WireResponse } from '../response.ts';
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
import {
  CREATE_FUNCTION_REQUEST,
  FUNCTION_LIST,
  FUNCTION_SUMMARY,
  UPDATE_FUNCTION_REQUEST,
} from './shapes/function-shapes.ts';

interface UpdateFunctionRequest {
  readonly FunctionConfig: FunctionConfig;
  readonly FunctionCode: string;
}

interface CreateFunctionRequest extends UpdateFunctionRequest {
  readonly Name: string;
  readonly Tags?: { readonly Items?: readonly Tag[] };
}

export const FUNCTION_OPERATIONS: Handlers = {
  CreateFunction: async (call) => {
    const input = await documentOf<CreateFunctionRequest>(call, 'CreateFunctionRequest', CREATE_FUNCTION_REQUEST);
    const { Name: name, FunctionConfig: config, FunctionCode: code, Tags: tags } = input;
    const made = call.world.cloudfront.functions.create(name, config, code, tags?.Items ?? []);
    return summary(made, { Location: locationOf('function', name), ETag: made.ETag }, 201);
  },

  DescribeFunction: (call) => {
    const known = call.world.cloudfront.functions.describe(segmentOf(call, 'Name'), stageOf(call) ?? 'DEVELOPMENT');
    return summary(known, { ETag: known.ETag });
  },

  /** The code itself, as it was sent. */
  GetFunction: (call) => {
    const name = segmentOf(call, 'Name');
    const { code, etag } = call.world.cloudfront.functions.get(name, stageOf(call) ?? 'DEVELOPMENT');
    return {
      status: 200,
      headers: { 'Content-Type': 'application/octet-stream', ETag: etag },
      body: Buffer.from(code, 'base64'),
    };
  },

  UpdateFunction: async (call) => {
    const input = await documentOf<UpdateFunctionRequest>(call, 'UpdateFunctionRequest', UPDATE_FUNCTION_REQUEST);
    const { FunctionConfig: config, FunctionCode: code } = input;
    const updated = call.world.cloudfront.functions.update(segmentOf(call, 'Name'), versionOf(call), config, code);
    // The service model misspells this answer's header, so clients that follow it look for `ETtag`.
    return summary(updated, { ETag: updated.ETag, ETtag: updated.ETag });
  },

  PublishFunction: (call) =>
    summary(call.world.cloudfront.functions.publish(segmentOf(call, 'Name'), versionOf(call)), {}),

  DeleteFunction: (call) => {
    call.world.cloudfront.functions.delete(segmentOf(call, 'Name'), versionOf(call));
    return noContent();
  },

  ListFunctions: (call) =>
    answer('FunctionList', FUNCTION_LIST, call.world.cloudfront.functions.list(pageRequestOf(call), stageOf(call))),
};

function summary({ FunctionSummary: known }: VersionedFunction, headers: ResponseHeaders, status = 200): WireResponse {
  return answer('FunctionSummary', FUNCTION_SUMMARY, known, headers, status);
}

function stageOf(call: Call): FunctionStage | undefined {
  const stage = parameterOf(call.request, 'Stage');
  if (stage === undefined || stage === 'DEVELOPMENT' || stage === 'LIVE') return stage;
  throw cloudFrontError('InvalidArgument', 'The parameter Stage is not valid.');
}
