import { route53Error } from '../aws-error.ts';
import type { Transaction } from '../store/store.ts';
import { cnameKey, cnames, fullName, type RecordSet, recordKey, recordSets } from './record.ts';
import type { ZoneRecord } from './zone.ts';

export interface Change {
  readonly Action: string;
  readonly ResourceRecordSet: RecordSet;
}

const TYPES: ReadonlySet<string> = new Set(
  'SOA A TXT NS CNAME MX NAPTR PTR SRV SPF AAAA CAA DS TLSA SSHFP SVCB HTTPS'.split(' '),
);

/**
 * Applies one change of a batch; the transaction makes the batch one. Answers by how many the zone's records grew.
 * Source: Route 53 API Reference, ChangeResourceRecordSets.
 */
export function applyChange(transaction: Transaction, zone: ZoneRecord, change: Change): number {
  const record = checked(zone, change);
  const key = recordKey(zone.id, record.Name, record.Type, record.SetIdentifier);
  const existing = transaction.get(recordSets, key);
  switch (change.Action) {
    case 'CREATE':
      if (existing !== undefined) throw refused(record, 'create', 'it already exists');
      return put(transaction, zone, key, record, existing);
    case 'UPSERT':
      return put(transaction, zone, key, record, existing);
    case 'DELETE':
      return remove(transaction, zone, key, record, existing);
    default:
      throw route53Error(
        'InvalidInput',
        `Invalid XML ; cvc-enumeration-valid: Value '${change.Action}' is not facet-valid with respect to enumeration '[CREATE, DELETE, UPSERT]'.`,
      );
  }
}

function put(
  transaction: Transaction,
  zone: ZoneRecord,
  key: string,
  record: RecordSet,
  existing: RecordSet | undefined,
): number {
  if (conflictsWithCname(transaction, zone, record)) {
    throw invalidBatch(
      `RRSet of type ${record.Type} with DNS name ${record.Name} is not permitted as it conflicts with other records with the same DNS name in zone ${zone.name}`,
    );
  }
  transaction.put(recordSets, key, record);
  const value = record.ResourceRecords?.[0]?.Value;
  if (record.Type === 'CNAME' && value !== undefined) {
    transaction.put(cnames, cnameKey(record.Name, zone.id), { value: fullName(value) });
  }
  return existing === undefined ? 1 : 0;
}

function remove(
  transaction: Transaction,
  zone: ZoneRecord,
  key: string,
  record: RecordSet,
  existing: RecordSet | undefined,
): number {
  const isZonesOwn = record.Name === zone.name && (record.Type === 'SOA' || record.Type === 'NS');
  if (isZonesOwn) {
    throw invalidBatch(`A HostedZone must contain exactly one ${record.Type} record and it cannot be deleted.`);
  }
  if (existing === undefined) throw refused(record, 'delete', 'it was not found');
  if (!sameValues(existing, record))
    throw refused(record, 'delete', 'the values provided do not match the current values');
  transaction.remove(recordSets, key);
  if (record.Type === 'CNAME') transaction.remove(cnames, cnameKey(record.Name, zone.id));
  return -1;
}

/** A CNAME stands alone, and never at the head of a zone. Source: RFC 1034 §3.6.2. */
function conflictsWithCname(transaction: Transaction, zone: ZoneRecord, record: RecordSet): boolean {
  if (record.Type === 'CNAME' && record.Name === zone.name) return true;
  const prefix = recordKey(zone.id, record.Name, '').slice(0, -1);
  return transaction
    .scan(recordSets, { prefix })
    .some(({ value }) => value.Type !== record.Type && (value.Type === 'CNAME' || record.Type === 'CNAME'));
}

function checked(zone: ZoneRecord, change: Change): RecordSet {
  const { ResourceRecordSet: given } = change;
  const record = { ...given, Name: fullName(given.Name) };
  if (record.Name !== zone.name && !record.Name.endsWith(`.${zone.name}`)) {
    throw invalidBatch(`RRSet with DNS name ${record.Name} is not permitted in zone ${zone.name}`);
  }
  if (!TYPES.has(record.Type)) throw route53Error('InvalidInput', `'${record.Type}' is not a type of records.`);
  const values = record.ResourceRecords ?? [];
  if ((values.length === 0) === (record.AliasTarget === undefined)) {
    throw route53Error(
      'InvalidInput',
      'Invalid request: Expected exactly one of [AliasTarget, all of [TTL, and ResourceRecords], or TrafficPolicyInstanceId], but found none or more than one in Change.',
    );
  }
  if (record.AliasTarget === undefined && record.TTL === undefined) {
    throw route53Error('InvalidInput', 'Invalid request: Missing field TTL in Change.');
  }
  return record;
}

function sameValues(one: RecordSet, other: RecordSet): boolean {
  const essence = ({ TTL, ResourceRecords, AliasTarget }: RecordSet) =>
    JSON.stringify([
      TTL,
      (ResourceRecords ?? []).map(({ Value }) => Value).sort(),
      AliasTarget && [AliasTarget.HostedZoneId, fullName(AliasTarget.DNSName)],
    ]);
  return essence(one) === essence(other);
}

function refused(record: RecordSet, verb: string, why: string): Error {
  return invalidBatch(`Tried to ${verb} resource record set [name='${record.Name}', type='${record.Type}'] but ${why}`);
}

function invalidBatch(message: string): Error {
  return route53Error('InvalidChangeBatch', `[${message}]`);
}
