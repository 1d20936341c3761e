import type { Service, Target } from './service.ts';

/** Each service is loaded when it is first asked for, so that a server starts at once. */
const LOADERS: Readonly<Record<Target['service'], () => Promise<Service>>> = {
  s3: async () => (await import('./s3/service.ts')).s3Service,
  cloudfront: async () => (await import('./cloudfront/service.ts')).cloudFrontService,
  acm: async () => (await import('./acm/service.ts')).acmService,
  route53: async () => (await import('./route53/service.ts')).route53Service,
  sts: async () => (await import('./sts/service.ts')).stsService,
};

const loaded = new Map<Target['service'], Service>();

export async function serviceOf(name: Target['service']): Promise<Service> {
  const known = loaded.get(name);
  if (known !== undefined) return known;
  const service = await LOADERS[name]();
  loaded.set(name, service);
  return service;
}
