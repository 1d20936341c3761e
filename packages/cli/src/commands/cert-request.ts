import { requestCertificate } from '@s3front/core';
import {
  type CertificateDocument,
  certificateDocument,
  EXAMPLE_CERTIFICATE,
  printCertificate,
} from '../output/certificate.ts';
import { type Command, defineCommand } from './command.ts';
import { aliasesOf } from './words.ts';

/** What `cert request --json` prints. */
export interface RequestedDocument {
  readonly certificate: CertificateDocument;
}

const EXAMPLE: RequestedDocument = { certificate: EXAMPLE_CERTIFICATE };

export const command: Command = defineCommand({
  examples: [
    { command: 's3front cert request cdn.example.org', summary: 'A certificate for one name.' },
    { command: "s3front cert request example.org '*.example.org'", summary: 'For a domain and every name in it.' },
  ],
  positionals: [{ name: 'NAME', summary: 'Host name, or a wildcard', required: true, repeatable: true }],
  options: [],
  details: [
    'The certificate is asked for in us-east-1, where CloudFront takes them from. Create the records that it prints; ACM issues it once it sees them, and renews it as long as they stand.',
  ],
  json: EXAMPLE,
  async run(context, { words }) {
    const names = aliasesOf(words, 'The name');
    const certificate = await requestCertificate(await context.useCase(), names);
    context.output.live.stop();
    printCertificate(context.output, certificate);
    if (certificate.status === 'PENDING_VALIDATION') {
      context.output.note('Create these records, then see how far it is: s3front cert ls');
    }
    context.output.document({ certificate: certificateDocument(certificate) } satisfies RequestedDocument);
  },
});
