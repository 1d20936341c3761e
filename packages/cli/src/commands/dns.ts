import { type DnsRecord, dnsRecords, formatRecords } from '@s3front/core';
import { type Command, defineCommand } from './command.ts';
import { targetOf } from './words.ts';

/** What `dns --json` prints. */
export interface DnsDocument {
  readonly targets: readonly {
    readonly uri: string;
    readonly records: readonly {
      readonly name: string;
      /** `ALIAS` is Route 53's own, for where a CNAME cannot stand. */
      readonly kind: 'CNAME' | 'ALIAS';
      readonly type: 'CNAME' | 'A' | 'AAAA';
      readonly target: string;
      /** For an ALIAS. */
      readonly hostedZoneId: string | null;
      /** Why it is no CNAME. */
      readonly reason: string | null;
    }[];
    /** Why there is no record, where there is none. */
    readonly reason: string | null;
  }[];
}

const EXAMPLE: DnsDocument = {
  targets: [
    {
      uri: 'cf://E3RPA4Z4ALGTGO',
      records: [
        {
          name: 'cdn.example.org',
          kind: 'CNAME',
          type: 'CNAME',
          target: 'd11jv2ffak0j4h.cloudfront.net',
          hostedZoneId: null,
          reason: null,
        },
      ],
      reason: null,
    },
  ],
};

export const command: Command = defineCommand({
  examples: [
    { command: 's3front dns cf://E3RPA4Z4ALGTGO', summary: 'Records for the aliases of a distribution.' },
    { command: 's3front dns s3://public.example.org', summary: 'The record of a bucket that is named after a host.' },
  ],
  positionals: [{ name: 'TARGET', summary: 'cf://ID or s3://BUCKET', required: true, repeatable: true }],
  options: [],
  details: [
    'The lines can be pasted into a zone file. A CNAME cannot stand at the apex of a zone (example.org itself): there, Route 53 has ALIAS records, which are shown as comments with the hosted zone that they need.',
  ],
  json: EXAMPLE,
  async run(context, { words }) {
    const targets = words.map((word) => ({ uri: word, target: targetOf(word) }));
    const useCase = await context.useCase();
    const documents: DnsDocument['targets'][number][] = [];
    for (const { uri, target } of targets) {
      const found = await dnsRecords(useCase, target);
      for (const line of formatRecords(found).split('\n')) context.output.print(line);
      documents.push({ uri, records: found.records.map(recordDocument), reason: found.reason ?? null });
    }
    context.output.document({ targets: documents } satisfies DnsDocument);
  },
});

function recordDocument(record: DnsRecord): DnsDocument['targets'][number]['records'][number] {
  switch (record.kind) {
    case 'cname':
      return {
        name: record.name,
        kind: 'CNAME',
        type: 'CNAME',
        target: record.target,
        hostedZoneId: null,
        reason: null,
      };
    case 'alias': {
      const { name, type, target, hostedZoneId, reason } = record;
      return { name, kind: 'ALIAS', type, target, hostedZoneId, reason };
    }
  }
}
