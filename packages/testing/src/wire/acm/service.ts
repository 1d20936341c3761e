import type { CertificateDetail } from '../../world/acm/acm.ts';
import { acmError } from '../../world/aws-error.ts';
import type { World } from '../../world/world.ts';
import { readText } from '../body-text.ts';
import { notImplemented } from '../errors/error-answer.ts';
import { WIRE_LIMITS } from '../limits.ts';
import { headerOf } from '../request.ts';
import type { WireResponse } from '../response.ts';
import type { AuthenticatedRequest } from '../service.ts';
import { type JsonDocument, numberAt, readDocument, requiredTextAt, textAt, textsAt } from './json.ts';

const PREFIX = 'CertificateManager.';

/** Operations by name; what is not here answers with an error that names it. */
const OPERATIONS: Readonly<Record<string, (document: JsonDocument, world: World) => object | undefined>> = {
  RequestCertificate: requestCertificate,
  DescribeCertificate: (document, { acm }) => ({
    Certificate: described(acm.describeCertificate({ CertificateArn: requiredTextAt(document, 'CertificateArn') })),
  }),
  ListCertificates: listCertificates,
  DeleteCertificate: (document, { acm }) => {
    acm.deleteCertificate({ CertificateArn: requiredTextAt(document, 'CertificateArn') });
    return undefined;
  },
};

/** ACM on the wire: JSON 1.1, every operation a POST to `/`. */
export async function acmService(request: AuthenticatedRequest, world: World): Promise<WireResponse> {
  const target = headerOf(request, 'x-amz-target') ?? '';
  const name = target.startsWith(PREFIX) ? target.slice(PREFIX.length) : '';
  const operation = Object.hasOwn(OPERATIONS, name) ? OPERATIONS[name] : undefined;
  if (operation === undefined) {
    throw name === '' ? acmError('UnknownOperationException', '') : notImplemented('acm', `ACM ${name}`);
  }
  const text = await readText(request.body, WIRE_LIMITS.document, () =>
    acmError('RequestEntityTooLargeException', 'The request is too large.'),
  );
  const answer = operation(readDocument(text), world);
  return {
    status: 200,
    headers: { 'content-type': 'application/x-amz-json-1.1' },
    body: answer === undefined ? '' : JSON.stringify(answer),
  };
}

/** What would change what a certificate is, and is not there. */
const NOT_THERE = ['Tags', 'CertificateAuthorityArn', 'DomainValidationOptions', 'ManagedBy'] as const;

function requestCertificate(document: JsonDocument, { acm }: World): object {
  const method = textAt(document, 'ValidationMethod');
  if (method !== undefined && method !== 'DNS') {
    throw notImplemented('acm', `RequestCertificate with ValidationMethod ${method}`);
  }
  const asked = NOT_THERE.find((name) => document[name] !== undefined && document[name] !== null);
  if (asked !== undefined) throw notImplemented('acm', `RequestCertificate with ${asked}`);
  return acm.requestCertificate({
    DomainName: requiredTextAt(document, 'DomainName'),
    SubjectAlternativeNames: textsAt(document, 'SubjectAlternativeNames'),
  });
}

function listCertificates(document: JsonDocument, { acm }: World): object {
  const statuses = textsAt(document, 'CertificateStatuses');
  const page = acm.listCertificates({
    MaxItems: numberAt(document, 'MaxItems'),
    NextToken: textAt(document, 'NextToken'),
  });
  const asked = statuses === undefined || statuses.length === 0 ? undefined : new Set(statuses);
  return {
    ...page,
    CertificateSummaryList: page.CertificateSummaryList.filter(({ Status }) => asked?.has(Status) ?? true).map(
      (item) => ({
        ...item,
        HasAdditionalSubjectAlternativeNames: false,
        Type: 'AMAZON_ISSUED',
        KeyAlgorithm: 'RSA-2048',
      }),
    ),
  };
}

/** Times are seconds since the epoch on the wire. */
function described(detail: CertificateDetail): object {
  const { CreatedAt, IssuedAt, NotAfter, ...others } = detail;
  return {
    ...others,
    CreatedAt: CreatedAt / 1000,
    ...(IssuedAt === undefined ? {} : { IssuedAt: IssuedAt / 1000, NotBefore: IssuedAt / 1000 }),
    ...(NotAfter === undefined ? {} : { NotAfter: NotAfter / 1000 }),
    KeyAlgorithm: 'RSA-2048',
    SignatureAlgorithm: 'SHA256WITHRSA',
    Options: { CertificateTransparencyLoggingPreference: 'ENABLED', Export: 'DISABLED' },
    RenewalEligibility: 'INELIGIBLE',
  };
}
