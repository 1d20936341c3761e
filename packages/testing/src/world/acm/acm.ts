import { createHash } from 'node:crypto';
import { type CertificateStatus, parseAlias } from '@s3front/core';
import { acmError } from '../aws-error.ts';
import type { WorldContext } from '../context.ts';
import { type Table, type Transaction, table, type View } from '../store/store.ts';

/** A certificate as the World keeps it. */
export interface CertificateRecord {
  readonly arn: string;
  /** Every name, the main one first. */
  readonly names: readonly string[];
  readonly status: CertificateStatus;
  /** Milliseconds since the epoch. */
  readonly created: number;
  readonly issued?: number | undefined;
  readonly notAfter?: number | undefined;
}

/** By ARN, which has the account in it. */
export const certificates: Table<CertificateRecord> = table('certificate');

export interface ResourceRecord {
  readonly Name: string;
  readonly Type: 'CNAME';
  readonly Value: string;
}

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
/** ACM's certificates are valid for 198 days since 2026. Source: ACM User Guide, "Certificate characteristics" [K]. */
const VALIDITY = 198 * 24 * 60 * 60 * 1000;
const MOST_PER_PAGE = 1000;

/** ACM in us-east-1. Nothing validates a certificate by itself: a test, or the local account, does. */
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
      return { CertificateArn: this.#add(transaction, lowered, 'PENDING_VALIDATION').arn };
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
      this.#find(transaction, arn);
      if (this.#isUsed(transaction, arn)) {
        throw acmError('ResourceInUseException', `Certificate ${arn} is in use.`);
      }
      transaction.remove(certificates, arn);
    });
  }

  /** Not of AWS: a certificate for these names, issued at once. */
  issue(names: readonly string[]): CertificateDetail {
    const lowered = [...new Set(names.map((name) => name.toLowerCase()))];
    return this.#context.store.transact((transaction) => detailOf(this.#add(transaction, lowered, 'ISSUED')));
  }

  /** Not of AWS: as if the certificate's records had been found. */
  markIssued(arn: string): CertificateDetail {
    return this.#mark(arn, (record) => ({ ...record, status: 'ISSUED', ...this.#validity() }));
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

  #validity(): Pick<CertificateRecord, 'issued' | 'notAfter'> {
    const now = this.#context.clock.now();
    return { issued: now, notAfter: now + VALIDITY };
  }

  #add(transaction: Transaction, names: readonly string[], status: 'ISSUED' | 'PENDING_VALIDATION'): CertificateRecord {
    const { identifiers, account, clock } = this.#context;
    const record: CertificateRecord = {
      arn: arnOf(account.id, identifiers.uuid(transaction)),
      names,
      status,
      created: clock.now(),
      ...(status === 'ISSUED' ? this.#validity() : {}),
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

/** A wildcard is validated by the record of the name that it stands on. */
function validationRecord(arn: string, name: string): ResourceRecord {
  const host = name.replace(/^\*\./, '');
  const account = arn.split(':')[4] ?? '';
  const token = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 32);
  return {
    Name: `_${token(`name/${account}/${host}`)}.${host}.`,
    Type: 'CNAME',
    Value: `_${token(`value/${account}/${host}`)}.acm-validations.aws.`,
  };
}
