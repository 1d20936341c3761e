import { z } from '@hono/zod-openapi';
import { type DnsRecord, type DnsRecords, formatRecords } from '@s3front/core';

const RecordSchema = z
  .object({
    name: z.string().openapi({ example: 'cdn.example.org' }),
    kind: z
      .enum(['CNAME', 'ALIAS'])
      .openapi({ description: "ALIAS is Route 53's own, for where a CNAME cannot stand" }),
    type: z.enum(['CNAME', 'A', 'AAAA']),
    target: z.string().openapi({ example: 'd11jv2ffak0j4h.cloudfront.net' }),
    hostedZoneId: z.string().nullable(),
    reason: z.string().nullable().openapi({ description: 'Why it is no CNAME' }),
  })
  .openapi('DnsRecord');

export const DnsRecordsSchema = z
  .object({
    records: z.array(RecordSchema),
    reason: z.string().nullable().openapi({ description: 'Why there is none, where there is none' }),
    zoneFile: z.string().openapi({ description: 'The same as lines of a zone file' }),
  })
  .openapi('DnsRecords');

export function dnsRecordsDocument(found: DnsRecords): z.infer<typeof DnsRecordsSchema> {
  return { records: found.records.map(recordDocument), reason: found.reason ?? null, zoneFile: formatRecords(found) };
}

function recordDocument(record: DnsRecord): z.infer<typeof RecordSchema> {
  const { name, target } = record;
  switch (record.kind) {
    case 'cname':
      return { name, kind: 'CNAME', type: 'CNAME', target, hostedZoneId: null, reason: null };
    case 'alias':
      return {
        name,
        kind: 'ALIAS',
        type: record.type,
        target,
        hostedZoneId: record.hostedZoneId,
        reason: record.reason,
      };
  }
}
