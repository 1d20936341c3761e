import { OpenAPIHono } from '@hono/zod-openapi';
import { BEARER_SCHEME } from './auth/access.ts';
import type { ApiEnvironment } from './http/api-environment.ts';
import { invalidRequest } from './problem/validation.ts';
import { bucketRoutes } from './routes/buckets.ts';
import { certificateRoutes } from './routes/certificates.ts';
import { distributionRoutes } from './routes/distributions.ts';
import { invalidationRoutes } from './routes/invalidations.ts';
import { objectRoutes } from './routes/objects.ts';
import { operationRoutes } from './routes/operations.ts';
import { serviceRoutes } from './routes/service.ts';
import { urlRoutes } from './routes/urls.ts';
import { websiteRoutes } from './routes/website.ts';

const root = new OpenAPIHono<ApiEnvironment>({
  defaultHook: (result) => {
    if (!result.success) throw invalidRequest(result.target, result.error);
  },
});

root.openAPIRegistry.registerComponent('securitySchemes', BEARER_SCHEME, {
  type: 'http',
  scheme: 'bearer',
  description: 'Made with `s3front token create`. Not wanted on loopback while there is no token.',
});

/** Every route that the specification describes. What they work with comes through the environment. */
export const api = root
  .route('/', distributionRoutes)
  .route('/', invalidationRoutes)
  .route('/', bucketRoutes)
  .route('/', websiteRoutes)
  .route('/', objectRoutes)
  .route('/', urlRoutes)
  .route('/', certificateRoutes)
  .route('/', operationRoutes)
  .route('/', serviceRoutes);

/** The routes as a type, for `hono/client`. */
export type Api = typeof api;
