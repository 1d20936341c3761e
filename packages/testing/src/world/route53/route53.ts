import { issueWhatIsValidated } from '../acm/validation.ts';
import { route53Error } from '../aws-error.ts';
import type { WorldContext } from '../context.ts';
import type { Transaction, View } from '../store/store.ts';
import { applyChange, type Change } from './change-batch.ts';
import { fullName, type RecordSet, recordKey, recordSets, reversedLabels } from './record.ts';
import { changes, NAME_SERVERS, type ZoneRecord, zones, zonesByReference } from './zone.ts';

export interface HostedZone {
  readonly Id: string;
  readonly Name: string;
  readonly CallerReference: string;
  readonly Comment: string | undefined;
  readonly ResourceRecordSetCount: number;
}

export interface ChangeInfo {
  readonly Id: string;
  readonly Status: 'PENDING' | 'INSYNC';
  /** Milliseconds since the epoch. */
  readonly SubmittedAt: number;
  readonly Comment: string | undefined;
}

const MOST_PER_PAGE = 100;
const MOST_RECORDS_PER_PAGE = 300;

/** As much of Route 53 as an alias and a certificate need: public zones, their records, and when changes are in sync. */
export class Route53 {
  readonly #context: WorldContext;

  constructor(context: WorldContext) {
    this.#context = context;
  }

  createHostedZone(request: {
    readonly Name: string;
    readonly CallerReference: string;
    readonly Comment?: string | undefined;
  }): { readonly HostedZone: HostedZone; readonly ChangeInfo: ChangeInfo; readonly NameServers: readonly string[] } {
    const name = fullName(request.Name);
    return this.#change('CreateHostedZone', name, (transaction) => {
      if (!/^(?:[a-z0-9_-]{1,63}\.)+$/.test(name) || name.length > 255) {
        throw route53Error('InvalidDomainName', `The domain name is not valid: ${request.Name}`);
      }
      const reference = `${this.#account}/${request.CallerReference}`;
      if (transaction.get(zonesByReference, reference) !== undefined) {
        throw route53Error(
          'HostedZoneAlreadyExists',
          `A hosted zone has already been created with the specified caller reference. : ${request.CallerReference}`,
        );
      }
      const id = `Z${this.#context.identifiers.entity(transaction).slice(1)}`;
      const zone: ZoneRecord = {
        id,
        name,
        callerReference: request.CallerReference,
        comment: request.Comment,
        records: 2,
      };
      transaction.put(zones, `${this.#account}/${id}`, zone);
      transaction.put(zonesByReference, reference, { id });
      for (const record of ownRecords(name)) transaction.put(recordSets, recordKey(id, name, record.Type), record);
      return {
        HostedZone: zoneOf(zone),
        ChangeInfo: this.#noteChange(transaction, undefined),
        NameServers: NAME_SERVERS,
      };
    });
  }

  getHostedZone(request: { readonly Id: string }): {
    readonly HostedZone: HostedZone;
    readonly NameServers: readonly string[];
  } {
    return this.#look('GetHostedZone', request.Id, (view) => ({
      HostedZone: zoneOf(this.#find(view, request.Id)),
      NameServers: NAME_SERVERS,
    }));
  }

  /** `Marker` is the id to begin with. */
  listHostedZones(request: { readonly Marker?: string | undefined; readonly MaxItems?: number | undefined } = {}): {
    readonly HostedZones: readonly HostedZone[];
    readonly MaxItems: number;
    readonly NextMarker?: string | undefined;
  } {
    const most = Math.min(request.MaxItems ?? MOST_PER_PAGE, MOST_PER_PAGE);
    return this.#look('ListHostedZones', '', (view) => {
      const from = request.Marker === undefined ? {} : { from: `${this.#account}/${request.Marker}` };
      const found = view.scan(zones, { prefix: `${this.#account}/`, ...from, limit: most + 1 });
      const next = found[most]?.value.id;
      return {
        HostedZones: found.slice(0, most).map((entry) => zoneOf(entry.value)),
        MaxItems: most,
        ...(next === undefined ? {} : { NextMarker: next }),
      };
    });
  }

  /** In the order of the names' labels from the right, from `DNSName` on. */
  listHostedZonesByName(
    request: { readonly DNSName?: string | undefined; readonly MaxItems?: number | undefined } = {},
  ): { readonly HostedZones: readonly HostedZone[]; readonly MaxItems: number; readonly IsTruncated: boolean } {
    const most = Math.min(request.MaxItems ?? MOST_PER_PAGE, MOST_PER_PAGE);
    const first = request.DNSName === undefined ? '' : reversedLabels(fullName(request.DNSName));
    return this.#look('ListHostedZonesByName', request.DNSName ?? '', (view) => {
      const found = view
        .scan(zones, { prefix: `${this.#account}/` })
        .map(({ value }) => ({ zone: value, order: `${reversedLabels(value.name)} ${value.id}` }))
        .filter(({ order }) => order >= first)
        .sort((one, other) => (one.order < other.order ? -1 : 1));
      return {
        HostedZones: found.slice(0, most).map(({ zone }) => zoneOf(zone)),
        MaxItems: most,
        IsTruncated: found.length > most,
      };
    });
  }

  deleteHostedZone(request: { readonly Id: string }): { readonly ChangeInfo: ChangeInfo } {
    return this.#change('DeleteHostedZone', request.Id, (transaction) => {
      const zone = this.#find(transaction, request.Id);
      if (zone.records > 2) {
        throw route53Error(
          'HostedZoneNotEmpty',
          'The specified hosted zone contains non-required resource record sets and so cannot be deleted.',
        );
      }
      for (const { key } of transaction.scan(recordSets, { prefix: `${zone.id}/` }))
        transaction.remove(recordSets, key);
      transaction.remove(zones, `${this.#account}/${zone.id}`);
      transaction.remove(zonesByReference, `${this.#account}/${zone.callerReference}`);
      return { ChangeInfo: this.#noteChange(transaction, undefined) };
    });
  }

  /** All of the batch or nothing. Certificates that wait for one of the records are issued with it. */
  changeResourceRecordSets(request: {
    readonly HostedZoneId: string;
    readonly Comment?: string | undefined;
    readonly Changes: readonly Change[];
  }): { readonly ChangeInfo: ChangeInfo } {
    return this.#change('ChangeResourceRecordSets', request.HostedZoneId, (transaction) => {
      const zone = this.#find(transaction, request.HostedZoneId);
      let grown = 0;
      for (const change of request.Changes) grown += applyChange(transaction, zone, change);
      transaction.put(zones, `${this.#account}/${zone.id}`, { ...zone, records: zone.records + grown });
      for (const { ResourceRecordSet } of request.Changes) {
        issueWhatIsValidated(transaction, fullName(ResourceRecordSet.Name), this.#context.clock.now());
      }
      return { ChangeInfo: this.#noteChange(transaction, request.Comment) };
    });
  }

  /** `Start…` is the record to begin with. */
  listResourceRecordSets(request: {
    readonly HostedZoneId: string;
    readonly StartRecordName?: string | undefined;
    readonly StartRecordType?: string | undefined;
    readonly StartRecordIdentifier?: string | undefined;
    readonly MaxItems?: number | undefined;
  }): {
    readonly ResourceRecordSets: readonly RecordSet[];
    readonly MaxItems: number;
    readonly next?: RecordSet | undefined;
  } {
    const { StartRecordName: name, StartRecordType: type, StartRecordIdentifier: identifier } = request;
    const most = Math.min(request.MaxItems ?? MOST_RECORDS_PER_PAGE, MOST_RECORDS_PER_PAGE);
    return this.#look('ListResourceRecordSets', request.HostedZoneId, (view) => {
      const { id } = this.#find(view, request.HostedZoneId);
      if (type !== undefined && name === undefined) {
        throw route53Error('InvalidInput', 'A type was given to begin with, but no name.');
      }
      const from = name === undefined ? {} : { from: startKey(id, fullName(name), type, identifier) };
      const found = view.scan(recordSets, { prefix: `${id}/`, ...from, limit: most + 1 }).map(({ value }) => value);
      return { ResourceRecordSets: found.slice(0, most), MaxItems: most, next: found[most] };
    });
  }

  getChange(request: { readonly Id: string }): { readonly ChangeInfo: ChangeInfo } {
    const id = bareId(request.Id);
    return this.#look('GetChange', id, (view) => {
      const change = view.get(changes, `${this.#account}/${id}`);
      if (change === undefined) {
        throw route53Error('NoSuchChange', `Could not find resource with ID: ${id}`);
      }
      return { ChangeInfo: this.#changeInfo(id, change.submitted, change.comment) };
    });
  }

  get #account(): string {
    return this.#context.account.id;
  }

  #find(view: View, given: string): ZoneRecord {
    const id = bareId(given);
    const zone = view.get(zones, `${this.#account}/${id}`);
    if (zone === undefined) throw route53Error('NoSuchHostedZone', `No hosted zone found with ID: ${id}`);
    return zone;
  }

  #noteChange(transaction: Transaction, comment: string | undefined): ChangeInfo {
    const id = `C${this.#context.identifiers.entity(transaction).slice(1)}`;
    const submitted = this.#context.clock.now();
    transaction.put(changes, `${this.#account}/${id}`, { submitted, comment });
    return this.#changeInfo(id, submitted, comment);
  }

  /** Like everything that has to reach the edges, a change takes the World's propagation. */
  #changeInfo(id: string, submitted: number, comment: string | undefined): ChangeInfo {
    const inSync = this.#context.clock.now() >= submitted + this.#context.propagation;
    return { Id: `/change/${id}`, Status: inSync ? 'INSYNC' : 'PENDING', SubmittedAt: submitted, Comment: comment };
  }

  #look<Answer>(operation: string, resource: string, look: (view: View) => Answer): Answer {
    const { store, operations } = this.#context;
    return operations.run({ service: 'route53', operation, resource }, () => store.read(look));
  }

  #change<Answer>(operation: string, resource: string, change: (transaction: Transaction) => Answer): Answer {
    const { store, operations } = this.#context;
    return operations.run({ service: 'route53', operation, resource }, () => store.transact(change));
  }
}

/** Clients hand back `/hostedzone/Z…` as they got it. */
function bareId(id: string): string {
  return id.replace(/^\/?(?:hostedzone|change)\//, '');
}

function startKey(zone: string, name: string, type: string | undefined, identifier: string | undefined): string {
  const key = recordKey(zone, name, type ?? '', identifier);
  return type === undefined ? key.slice(0, -1) : key;
}

function zoneOf(zone: ZoneRecord): HostedZone {
  return {
    Id: `/hostedzone/${zone.id}`,
    Name: zone.name,
    CallerReference: zone.callerReference,
    Comment: zone.comment,
    ResourceRecordSetCount: zone.records,
  };
}

/** What every zone has from the first moment on. */
function ownRecords(name: string): readonly RecordSet[] {
  const soa = `${NAME_SERVERS[0]}. awsdns-hostmaster.amazon.com. 1 7200 900 1209600 86400`;
  return [
    { Name: name, Type: 'NS', TTL: 172_800, ResourceRecords: NAME_SERVERS.map((server) => ({ Value: `${server}.` })) },
    { Name: name, Type: 'SOA', TTL: 900, ResourceRecords: [{ Value: soa }] },
  ];
}
