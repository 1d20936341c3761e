import { type CertificateStatus, parseAlias } from '@s3front/core';
import { acmError } from '../aws-error.ts';
import type { WorldContext } from '../context.ts';
import type { Transaction, View } from '../store/store.ts';
import { type CertificateRecord, certificates, issuedAt } from './certificate-record.ts';
import { awaitValidation, forgetValidation, type ResourceRecord, validationRecord } from './validation.ts';

/** What ACM says of a certificate; times are milliseconds since the epoch. */
export interface CertificateDetail {
  readonly CertificateArn: string;
  readonly DomainName: string;
  readonly SubjectAlternativeNames: readonly string[];
  readonly DomainValidationOptions: readonly {
    readonly DomainName: string;
    readonly ValidationDomain: string;
    readonly ValidationStatus: 'PENDING_VALIDATION' | 'SUCCESS' | 'FAILED';
    readonly ValidationMethod: 'DNS';
    readonly ResourceRecord: ResourceRecord;
  }[];
  readonly Status: CertificateStatus;
  readonly Type: 'AMAZON_ISSUED';
  readonly CreatedAt: number;
  readonly IssuedAt?: number | undefined;
  readonly NotAfter?: number | undefined;
}

export interface CertificateSummary {
  readonly CertificateArn: string;
  readonly DomainName: string;
  readonly SubjectAlternativeNameSummaries: readonly string[];
  readonly Status: CertificateStatus;
}

/** The one region that CloudFront takes certificates from. */
const REGION = 'us-east-1';
const MOST_PER_PAGE = 1000;

/** ACM in us-east-1. A certificate is issued once its records are in the World's Route 53, or when somebody says so. */
export class Acm {
  readonly #context: WorldContext;
  readonly #isUsed: (view: View, arn: string) => boolean;

  /** @param isUsed whether a distribution has the certificate */
  constructor(context: WorldContext, isUsed: (view: View, arn: string) => boolean) {
    this.#context = context;
    this.#isUsed = isUsed;
  }

  /** Source: ACM API Reference, RequestCertificate. The main name is also one of the alternative names. */
  requestCertificate(request: {
    readonly DomainName: string;
    readonly SubjectAlternativeNames?: readonly string[] | undefined;
  }): { readonly CertificateArn: string } {
    const names = [...new Set([request.DomainName, ...(request.SubjectAlternativeNames ?? [])])];
    return this.#change('RequestCertificate', request.DomainName, (transaction) => {
      for (const name of names) {
        // ACM takes capitals, and keeps names in lower case.
        if (parseAlias(name).ok) continue;
        throw acmError(
          'ValidationException',
          `1 validation error detected: Value '${name}' at 'domainName' failed to satisfy constraint: Member must be a fully qualified domain name`,
        );
      }
      const most = this.#context.limits.namesPerCertificate;
      if (names.length > most) {
        throw acmError(
          'LimitExceededException',
          `The maximum number of ${most} domain names per certificate has been exceeded.`,
        );
      }
      const lowered = [...new Set(names.map((name) => name.toLowerCase()))];
      const record = this.#add(transaction, lowered, 'PENDING_VALIDATION');
      awaitValidation(transaction, record, this.#context.clock.now());
      return { CertificateArn: record.arn };
    });
  }

  describeCertificate(request: { readonly CertificateArn: string }): CertificateDetail {
    const { CertificateArn: arn } = request;
    return this.#look('DescribeCertificate', arn, (view) => detailOf(this.#find(view, arn)));
  }

  /** `NextToken` is the ARN to go on after. */
  listCertificates(request: { readonly MaxItems?: number | undefined; readonly NextToken?: string | undefined } = {}): {
    readonly CertificateSummaryList: readonly CertificateSummary[];
    readonly NextToken?: string | undefined;
  } {
    const { MaxItems: most = MOST_PER_PAGE, NextToken: after } = request;
    if (!Number.isInteger(most) || most < 1 || most > MOST_PER_PAGE) {
      throw acmError('ValidationException', `Value '${most}' at 'maxItems' failed to satisfy constraint`);
    }
    return this.#look('ListCertificates', '', (view) => {
      const found = view.scan(certificates, { prefix: arnOf(this.#context.account.id, ''), after, limit: most + 1 });
      const page = found.slice(0, most).map((entry) => summaryOf(entry.value));
      const last = page.at(-1)?.CertificateArn;
      return {
        CertificateSummaryList: page,
        ...(found.length > most && last !== undefined ? { NextToken: last } : {}),
      };
    });
  }

  /** @throws `ResourceInUseException` while a distribution has it */
  deleteCertificate(request: { readonly CertificateArn: string }): void {
    const { CertificateArn: arn } = request;
    this.#change('DeleteCertificate', arn, (transaction) => {
      const record = this.#find(transaction, arn);
      if (this.#isUsed(transaction, arn)) {
        throw acmError('ResourceInUseException', `Certificate ${arn} is in use.`);
      }
      transaction.remove(certificates, arn);
      forgetValidation(transaction, record);
    });
  }

  /** Not of AWS: a certificate for these names, issued at once. */
  issue(names: readonly string[]): CertificateDetail {
    const lowered = [...new Set(names.map((name) => name.toLowerCase()))];
    return this.#context.store.transact((transaction) => detailOf(this.#add(transaction, lowered, 'ISSUED')));
  }

  /** Not of AWS: as if the certificate's records had been found. */
  markIssued(arn: string): CertificateDetail {
    return this.#mark(arn, (record) => ({ ...record, ...issuedAt(this.#context.clock.now()) }));
  }

  /** Not of AWS: puts a certificate into any state, such as `EXPIRED`. */
  markStatus(arn: string, status: Exclude<CertificateStatus, 'ISSUED'>): CertificateDetail {
    return this.#mark(arn, (record) => ({ ...record, status }));
  }

  #mark(arn: string, change: (record: CertificateRecord) => CertificateRecord): CertificateDetail {
    return this.#context.store.transact((transaction) => {
      const changed = change(this.#find(transaction, arn));
      transaction.put(certificates, arn, changed);
      return detailOf(changed);
    });
  }

  #add(transaction: Transaction, names: readonly string[], status: 'ISSUED' | 'PENDING_VALIDATION'): CertificateRecord {
    const { identifiers, account, clock } = this.#context;
    const record: CertificateRecord = {
      arn: arnOf(account.id, identifiers.uuid(transaction)),
      names,
      status,
      created: clock.now(),
      ...(status === 'ISSUED' ? issuedAt(clock.now()) : {}),
    };
    transaction.put(certificates, record.arn, record);
    return record;
  }

  #find(view: View, arn: string): CertificateRecord {
    if (!/^arn:aws[a-z-]*:acm:[a-z0-9-]+:\d{12}:certificate\/[\w-]+$/.test(arn)) {
      throw acmError('InvalidArnException', `The ARN ${arn} is not valid.`);
    }
    const record = arn.startsWith(arnOf(this.#context.account.id, '')) ? view.get(certificates, arn) : undefined;
    if (record === undefined) {
      throw acmError('ResourceNotFoundException', `Could not find certificate ${arn}.`);
    }
    return record;
  }

  #look<Answer>(operation: string, resource: string, look: (view: View) => Answer): Answer {
    const { store, operations } = this.#context;
    return operations.run({ service: 'acm', operation, resource }, () => store.read(look));
  }

  #change<Answer>(operation: string, resource: string, change: (transaction: Transaction) => Answer): Answer {
    const { store, operations } = this.#context;
    return operations.run({ service: 'acm', operation, resource }, () => store.transact(change));
  }
}

function arnOf(account: string, id: string): string {
  return `arn:aws:acm:${REGION}:${account}:certificate/${id}`;
}

function summaryOf(record: CertificateRecord): CertificateSummary {
  return {
    CertificateArn: record.arn,
    DomainName: record.names[0] ?? '',
    // ACM's summary has at most a hundred names.
    SubjectAlternativeNameSummaries: record.names.slice(0, 100),
    Status: record.status,
  };
}

function detailOf(record: CertificateRecord): CertificateDetail {
  const validation = record.status === 'ISSUED' ? 'SUCCESS' : 'PENDING_VALIDATION';
  return {
    CertificateArn: record.arn,
    DomainName: record.names[0] ?? '',
    SubjectAlternativeNames: record.names,
    DomainValidationOptions: record.names.map((name) => ({
      DomainName: name,
      ValidationDomain: name,
      ValidationStatus: validation,
      ValidationMethod: 'DNS',
      ResourceRecord: validationRecord(record.arn, name),
    })),
    Status: record.status,
    Type: 'AMAZON_ISSUED',
    CreatedAt: record.created,
    IssuedAt: record.issued,
    NotAfter: record.notAfter,
  };
}
