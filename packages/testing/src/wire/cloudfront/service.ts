import { cloudFrontError } from '../../world/aws-error.ts';
import { notImplemented } from '../errors/error-answer.ts';
import type { Service } from '../service.ts';
import type { Handler } from './call.ts';
import { CLOUDFRONT_OPERATIONS } from './operations.ts';
import { matchRoute } from './routes.ts';

const HANDLERS: ReadonlyMap<string, Handler> = new Map(Object.entries(CLOUDFRONT_OPERATIONS));

/** CloudFront's API of 2020-05-31. What it has and this server has not is refused by name. */
export const cloudFrontService: Service = async (request, world) => {
  const { operation, segments } = matchRoute(request);
  if (request.caller.kind === 'anonymous') {
    throw cloudFrontError('MissingAuthenticationToken', 'Missing Authentication Token');
  }
  const handler = HANDLERS.get(operation);
  if (handler === undefined) throw notImplemented('cloudfront', operation);
  return await handler({ request, world, segments });
};
