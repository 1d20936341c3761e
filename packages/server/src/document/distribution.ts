import { z } from '@hono/zod-openapi';
import type { Distribution, DistributionSummary, Origin, VersionedDistribution } from '@s3front/core';
import { MomentSchema, moment } from './moment.ts';

const OriginSchema = z
  .discriminatedUnion('kind', [
    z.object({
      kind: z.literal('s3'),
      host: z.string(),
      bucket: z.string(),
      path: z.string(),
      accessControl: z.string().nullable().openapi({ description: 'Id of its origin access control' }),
    }),
    z.object({ kind: z.literal('website'), host: z.string(), bucket: z.string(), path: z.string() }),
    z.object({ kind: z.literal('custom'), host: z.string(), path: z.string() }),
  ])
  .openapi('Origin');

export const DistributionSummarySchema = z
  .object({
    id: z.string().openapi({ example: 'E3RPA4Z4ALGTGO' }),
    arn: z.string(),
    domainName: z.string().openapi({ example: 'd11jv2ffak0j4h.cloudfront.net' }),
    status: z.enum(['InProgress', 'Deployed']),
    enabled: z.boolean(),
    aliases: z.array(z.string()),
    comment: z.string(),
    lastModified: MomentSchema,
    origins: z.array(OriginSchema),
  })
  .openapi('DistributionSummary');

const LoggingSchema = z
  .object({ bucket: z.string(), prefix: z.string() })
  .openapi('Logging', { description: 'Where access logs go' });

export const DistributionSchema = DistributionSummarySchema.extend({
  defaultRootObject: z.string().openapi({ description: 'Empty where there is none', example: 'index.html' }),
  logging: LoggingSchema.nullable(),
  certificate: z.string().nullable().openapi({ description: "ARN, or IAM's id; null for CloudFront's own" }),
  ipv6: z.boolean(),
  httpVersion: z.string(),
  priceClass: z.string(),
  viewerProtocolPolicy: z.string(),
  compress: z.boolean(),
}).openapi('Distribution');

export function distributionSummaryDocument(summary: DistributionSummary): z.infer<typeof DistributionSummarySchema> {
  const { id, arn, domainName, status, enabled, aliases, comment, lastModified, origins } = summary;
  return {
    id,
    arn,
    domainName,
    status,
    enabled,
    aliases: [...aliases],
    comment,
    lastModified: moment(lastModified),
    origins: origins.map(originDocument),
  };
}

export function distributionDocument({
  distribution,
}: Pick<VersionedDistribution, 'distribution'>): z.infer<typeof DistributionSchema> {
  const { settings } = distribution;
  const { enabled, aliases, comment, origins, defaultRootObject, logging } = settings;
  const { ipv6, httpVersion, priceClass, viewerProtocolPolicy, compress } = settings;
  return {
    ...distributionSummaryDocument({ ...distribution, enabled, aliases, comment, origins }),
    defaultRootObject,
    logging: logging === undefined ? null : { bucket: logging.bucket, prefix: logging.prefix },
    certificate: certificateText(distribution),
    ipv6,
    httpVersion,
    priceClass,
    viewerProtocolPolicy,
    compress,
  };
}

function certificateText({ settings: { certificate } }: Distribution): string | null {
  switch (certificate.kind) {
    case 'default':
      return null;
    case 'acm':
      return certificate.arn;
    case 'iam':
      return certificate.id;
  }
}

function originDocument(origin: Origin): z.infer<typeof OriginSchema> {
  switch (origin.kind) {
    case 's3': {
      const { kind, host, bucket, path, accessControl = null } = origin;
      return { kind, host, bucket, path, accessControl };
    }
    case 'website': {
      const { kind, host, bucket, path } = origin;
      return { kind, host, bucket, path };
    }
    case 'custom': {
      const { kind, host, path } = origin;
      return { kind, host, path };
    }
  }
}
