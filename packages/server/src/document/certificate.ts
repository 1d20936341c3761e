import { z } from '@hono/zod-openapi';
import type { Certificate } from '@s3front/core';

export const CertificateSchema = z
  .object({
    arn: z.string(),
    names: z.array(z.string()),
    status: z.string().openapi({ example: 'ISSUED' }),
    validation: z
      .array(z.object({ domain: z.string(), name: z.string(), value: z.string() }))
      .openapi({ description: 'CNAME records to create, so that it is issued' }),
  })
  .openapi('Certificate');

export function certificateDocument(certificate: Certificate): z.infer<typeof CertificateSchema> {
  const { arn, names, status, validation } = certificate;
  return {
    arn,
    names: [...names],
    status,
    validation: validation.map(({ domain, name, value }) => ({ domain, name, value })),
  };
}
