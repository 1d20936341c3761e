import {
  type CertificateDocument,
  certificateDocument,
  EXAMPLE_CERTIFICATE,
  printCertificate,
} from '../output/certificate.ts';
import { type Command, defineCommand } from './command.ts';

/** What `cert ls --json` prints. */
export interface CertificatesDocument {
  readonly certificates: readonly CertificateDocument[];
}

const EXAMPLE: CertificatesDocument = { certificates: [EXAMPLE_CERTIFICATE] };

export const command: Command = defineCommand({
  examples: [
    { command: 's3front cert ls', summary: 'Certificates in us-east-1, with what the pending ones wait for.' },
  ],
  positionals: [],
  options: [],
  details: [],
  json: EXAMPLE,
  async run(context) {
    const { output } = context;
    const { provider } = await context.useCase();
    const certificates: CertificateDocument[] = [];
    for await (const certificate of provider.certificates.listCertificates({ signal: context.signal })) {
      printCertificate(output, certificate);
      output.print();
      certificates.push(certificateDocument(certificate));
    }
    output.document({ certificates } satisfies CertificatesDocument);
  },
});
