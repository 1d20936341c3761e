import type { Certificate } from '../distribution/certificate.ts';
import type { DomainName } from '../naming/domain-name.ts';
import type { UseCaseContext } from './context.ts';
import { poll } from './poll.ts';

/** ACM makes the validation records within seconds of the request. */
const RECORDS_TIMEOUT = 60_000;

/**
 * Asks ACM in us-east-1 for a certificate and answers it with the DNS records that validate it. An offline account
 * issues it at once.
 *
 * @throws `WAIT_TIMED_OUT` when ACM takes longer than a minute to make the records; the request stands
 */
export async function requestCertificate(context: UseCaseContext, names: readonly DomainName[]): Promise<Certificate> {
  const { certificates } = context.provider;
  const options = { signal: context.signal };
  if (certificates.issueNow !== undefined) return certificates.issueNow(names, options);
  const requested = (await pendingFor(context, names)) ?? (await certificates.requestCertificate(names, options));
  if (isReadable(requested)) return requested;
  return poll(
    context,
    {
      timeout: RECORDS_TIMEOUT,
      what: `the validation records of ${requested.arn}`,
      hint: 'The certificate is requested; see its records with: s3front cert ls',
    },
    async () => {
      const certificate = await certificates.getCertificate(requested.arn, options);
      return isReadable(certificate) ? certificate : undefined;
    },
  );
}

/** A request for these very names that still waits: asking twice would only make another one to validate. */
async function pendingFor(context: UseCaseContext, names: readonly DomainName[]): Promise<Certificate | undefined> {
  const wanted = [...names].sort().join(' ');
  for await (const certificate of context.provider.certificates.listCertificates({ signal: context.signal })) {
    if (certificate.status !== 'PENDING_VALIDATION') continue;
    if ([...certificate.names].sort().join(' ') === wanted) return certificate;
  }
  return undefined;
}

function isReadable(certificate: Certificate): boolean {
  return certificate.status !== 'PENDING_VALIDATION' || certificate.validation.length > 0;
}
