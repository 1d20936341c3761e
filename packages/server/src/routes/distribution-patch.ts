import { z } from '@hono/zod-openapi';
import type { DistributionSettings, ModifyDistributionRequest } from '@s3front/core';
import { AliasText, ExistingBucketName } from '../document/parsed-name.ts';
import { HttpProblem } from '../problem/http-problem.ts';

/** What a merge patch may say of a distribution. */
export const SettingsPatchSchema = z
  .strictObject({
    aliases: z.array(AliasText).max(1000).nullable().optional(),
    comment: z.string().max(128).nullable().optional(),
    enabled: z.boolean().optional(),
    defaultRootObject: z.string().max(255).nullable().optional(),
    logging: z
      .strictObject({ bucket: ExistingBucketName.optional(), prefix: z.string().max(256).nullable().optional() })
      .nullable()
      .optional(),
    certificate: z.string().min(1).max(2048).optional().openapi({ description: 'ARN; it cannot be taken away' }),
  })
  .openapi('DistributionPatch');

type SettingsPatchDocument = z.output<typeof SettingsPatchSchema>;

/**
 * The merge patch as a change of these settings.
 *
 * @throws `LOGGING_WITHOUT_BUCKET` (400) for a prefix where access logs are off
 */
export function readPatch(
  document: SettingsPatchDocument,
  settings: DistributionSettings,
): Pick<ModifyDistributionRequest, 'patch' | 'certificate'> {
  const { aliases, comment, enabled, defaultRootObject, certificate } = document;
  return {
    patch: {
      ...(aliases === undefined
        ? {}
        : {
            addAliases: aliases ?? [],
            removeAliases: settings.aliases.filter((alias) => !(aliases ?? []).includes(alias)),
          }),
      comment: comment === null ? '' : comment,
      enabled,
      defaultRootObject: defaultRootObject === null ? '' : defaultRootObject,
      logging: mergedLogging(document.logging, settings.logging),
    },
    certificate,
  };
}

function mergedLogging(
  wanted: SettingsPatchDocument['logging'],
  current: DistributionSettings['logging'],
): DistributionSettings['logging'] | null {
  if (wanted === undefined || wanted === null) return wanted;
  const bucket = wanted.bucket ?? current?.bucket;
  if (bucket !== undefined) {
    return { bucket, prefix: wanted.prefix === undefined ? (current?.prefix ?? '') : (wanted.prefix ?? '') };
  }
  throw new HttpProblem({
    status: 400,
    code: 'LOGGING_WITHOUT_BUCKET',
    detail: 'Access logs are off, and the request does not say into which bucket they should go.',
    errors: [{ code: 'LOGGING_WITHOUT_BUCKET', message: 'is missing', pointer: '/logging/bucket' }],
  });
}
