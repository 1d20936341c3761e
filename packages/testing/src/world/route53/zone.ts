import { type Table, table } from '../store/store.ts';

export interface ZoneRecord {
  readonly id: string;
  readonly name: string;
  readonly callerReference: string;
  readonly comment: string | undefined;
  readonly records: number;
}

/** By account and id. */
export const zones: Table<ZoneRecord> = table('hosted zone');
/** By account and caller reference. */
export const zonesByReference: Table<{ readonly id: string }> = table('hosted zone reference');
/** Changes by account and id: when they were asked for. */
export const changes: Table<{ readonly submitted: number; readonly comment: string | undefined }> = table('dns change');

/** The servers that every zone of the World has. */
export const NAME_SERVERS: readonly string[] = [
  'ns-2048.awsdns-64.com',
  'ns-2049.awsdns-65.net',
  'ns-2050.awsdns-66.org',
  'ns-2051.awsdns-67.co.uk',
];
