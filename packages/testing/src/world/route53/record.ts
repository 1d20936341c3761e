import { type Table, table, type View } from '../store/store.ts';

/** A record set as Route 53 keeps it; names end with a dot, in lower case. */
export interface RecordSet {
  readonly Name: string;
  readonly Type: string;
  readonly SetIdentifier?: string | undefined;
  readonly TTL?: number | undefined;
  readonly ResourceRecords?: readonly { readonly Value: string }[] | undefined;
  readonly AliasTarget?:
    | { readonly HostedZoneId: string; readonly DNSName: string; readonly EvaluateTargetHealth: boolean }
    | undefined;
}

/** By zone, then by {@link recordKey}: the order of Route 53's lists. */
export const recordSets: Table<RecordSet> = table('dns record');
/** Which zones have a CNAME of a name, by {@link cnameKey}: certificates are validated by them. */
export const cnames: Table<{ readonly value: string }> = table('dns cname');

/**
 * Labels from the right, so that a list goes zone by zone. The marks between them stand before everything that a label
 * may hold. Source: Route 53 API Reference, ListResourceRecordSets.
 */
export function recordKey(zone: string, name: string, type: string, setIdentifier = ''): string {
  return `${zone}/${reversedLabels(name)} ${type} ${setIdentifier}`;
}

export function reversedLabels(name: string): string {
  return name.replace(/\.$/, '').split('.').reverse().join('!');
}

export function cnameKey(name: string, zone: string): string {
  return `${name}/${zone}`;
}

/** With its last dot and in lower case. `\052` is how Route 53 writes the asterisk of a wildcard. */
export function fullName(name: string): string {
  const lowered = name.toLowerCase().replaceAll('\\052', '*');
  return lowered.endsWith('.') ? lowered : `${lowered}.`;
}

/** Whether some zone has this CNAME. */
export function hasCname(view: View, name: string, value: string): boolean {
  return view.scan(cnames, { prefix: `${fullName(name)}/` }).some((entry) => entry.value.value === fullName(value));
}
