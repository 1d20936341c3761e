import { createHash } from 'node:crypto';
import { hasCname } from '../route53/record.ts';
import { type Table, type Transaction, table } from '../store/store.ts';
import { type CertificateRecord, certificates, issuedAt } from './certificate-record.ts';

export interface ResourceRecord {
  readonly Name: string;
  readonly Type: 'CNAME';
  readonly Value: string;
}

/** Which certificates wait for a record, by the record's name and the ARN. */
const waiting: Table<{ readonly arn: string }> = table('certificate waiting');

/** A wildcard is validated by the record of the name that it stands on. */
export function validationRecord(arn: string, name: string): ResourceRecord {
  const host = name.replace(/^\*\./, '');
  const account = arn.split(':')[4] ?? '';
  const token = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 32);
  return {
    Name: `_${token(`name/${account}/${host}`)}.${host}.`,
    Type: 'CNAME',
    Value: `_${token(`value/${account}/${host}`)}.acm-validations.aws.`,
  };
}

/** From now on the certificate is issued as soon as its records are there; it may be that they are already. */
export function awaitValidation(transaction: Transaction, record: CertificateRecord, now: number): void {
  for (const { Name } of recordsOf(record)) {
    transaction.put(waiting, `${Name}/${record.arn}`, { arn: record.arn });
  }
  issueIfValidated(transaction, record, now);
}

/** Nobody waits for the certificate's records any more. */
export function forgetValidation(transaction: Transaction, record: CertificateRecord): void {
  for (const { Name } of recordsOf(record)) transaction.remove(waiting, `${Name}/${record.arn}`);
}

/** Issues every certificate that only waited for a record of this name. */
export function issueWhatIsValidated(transaction: Transaction, name: string, now: number): void {
  for (const { value } of transaction.scan(waiting, { prefix: `${name}/` })) {
    const record = transaction.get(certificates, value.arn);
    if (record !== undefined) issueIfValidated(transaction, record, now);
  }
}

function issueIfValidated(transaction: Transaction, record: CertificateRecord, now: number): void {
  if (record.status !== 'PENDING_VALIDATION') return;
  if (!recordsOf(record).every(({ Name, Value }) => hasCname(transaction, Name, Value))) return;
  transaction.put(certificates, record.arn, { ...record, ...issuedAt(now) });
  forgetValidation(transaction, record);
}

function recordsOf(record: CertificateRecord): readonly ResourceRecord[] {
  return record.names.map((name) => validationRecord(record.arn, name));
}
