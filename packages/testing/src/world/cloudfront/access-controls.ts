import { cloudFrontError } from '../aws-error.ts';
import type { WorldContext } from '../context.ts';
import type { Transaction, View } from '../store/store.ts';
import { addToTally, tally } from '../tally.ts';
import {
  type AccessControlRecord,
  accessControlNames,
  accessControls,
  checkAccessControl,
  type OriginAccessControlConfig,
} from './access-control.ts';
import { accessControlUses } from './distribution.ts';
import { type Page, type PageRequest, pageLength, pageOf } from './page.ts';
import { checkVersion } from './version.ts';

export interface OriginAccessControl {
  readonly Id: string;
  readonly OriginAccessControlConfig: OriginAccessControlConfig;
}

export interface VersionedAccessControl {
  readonly ETag: string;
  readonly OriginAccessControl: OriginAccessControl;
}

export interface OriginAccessControlSummary extends OriginAccessControlConfig {
  readonly Id: string;
}

/** Origin access controls: what lets CloudFront sign its requests to an origin. */
export class AccessControls {
  readonly #context: WorldContext;

  constructor(context: WorldContext) {
    this.#context = context;
  }

  create(input: Partial<OriginAccessControlConfig>): VersionedAccessControl {
    const { identifiers, limits } = this.#context;
    const account = this.#context.account.id;
    return this.#change('CreateOriginAccessControl', input.Name ?? '', (transaction) => {
      const config = checkAccessControl(input);
      this.#checkName(transaction, config.Name, undefined);
      if (tally(transaction, `${account}/access controls`) >= limits.originAccessControls) {
        throw cloudFrontError(
          'TooManyOriginAccessControls',
          'The number of origin access controls in your Amazon Web Services account exceeds the maximum allowed.',
        );
      }
      const record = { id: identifiers.entity(transaction), etag: identifiers.entity(transaction), config };
      this.#put(transaction, record);
      addToTally(transaction, `${account}/access controls`, 1);
      return versioned(record);
    });
  }

  get(id: string): VersionedAccessControl {
    return this.#look('GetOriginAccessControl', id, (view) => versioned(this.#find(view, id)));
  }

  update(id: string, ifMatch: string | undefined, input: Partial<OriginAccessControlConfig>): VersionedAccessControl {
    return this.#change('UpdateOriginAccessControl', id, (transaction) => {
      const before = this.#find(transaction, id);
      checkVersion(ifMatch, before.etag);
      const config = checkAccessControl(input);
      this.#checkName(transaction, config.Name, id);
      transaction.remove(accessControlNames, `${this.#context.account.id}/${before.config.Name}`);
      const record = { id, etag: this.#context.identifiers.entity(transaction), config };
      this.#put(transaction, record);
      return versioned(record);
    });
  }

  delete(id: string, ifMatch: string | undefined): void {
    const account = this.#context.account.id;
    this.#change('DeleteOriginAccessControl', id, (transaction) => {
      const record = this.#find(transaction, id);
      checkVersion(ifMatch, record.etag);
      if (transaction.scan(accessControlUses, { prefix: `${account}/${id}/`, limit: 1 }).length > 0) {
        throw cloudFrontError(
          'OriginAccessControlInUse',
          'Cannot delete the origin access control because it is in use by one or more distributions.',
        );
      }
      transaction.remove(accessControls, `${account}/${id}`);
      addToTally(transaction, `${account}/access controls`, -1);
      transaction.remove(accessControlNames, `${account}/${record.config.Name}`);
    });
  }

  list(request: PageRequest = {}): Page<OriginAccessControlSummary> {
    const home = `${this.#context.account.id}/`;
    return this.#look('ListOriginAccessControls', '', (view) => {
      const length = pageLength(request, this.#context.limits.pageSize);
      const found = view.scan(accessControls, {
        prefix: home,
        ...(request.Marker === undefined ? {} : { after: home + request.Marker }),
        limit: length + 1,
      });
      const items = found.map((entry) => ({ Id: entry.value.id, ...entry.value.config }));
      return pageOf(items, length, request, (item) => item.Id);
    });
  }

  #checkName(view: View, name: string, own: string | undefined): void {
    const holder = view.get(accessControlNames, `${this.#context.account.id}/${name}`);
    if (holder === undefined || holder.id === own) return;
    throw cloudFrontError(
      'OriginAccessControlAlreadyExists',
      'An origin access control with the same name already exists.',
    );
  }

  #put(transaction: Transaction, record: AccessControlRecord): void {
    const account = this.#context.account.id;
    transaction.put(accessControls, `${account}/${record.id}`, record);
    transaction.put(accessControlNames, `${account}/${record.config.Name}`, { id: record.id });
  }

  #find(view: View, id: string): AccessControlRecord {
    const record = view.get(accessControls, `${this.#context.account.id}/${id}`);
    if (record !== undefined) return record;
    throw cloudFrontError('NoSuchOriginAccessControl', 'The specified origin access control does not exist.');
  }

  #look<Answer>(operation: string, resource: string, look: (view: View) => Answer): Answer {
    const { store, operations } = this.#context;
    return operations.run({ service: 'cloudfront', operation, resource }, () => store.read(look));
  }

  #change<Answer>(operation: string, resource: string, change: (transaction: Transaction) => Answer): Answer {
    const { store, operations } = this.#context;
    return operations.run({ service: 'cloudfront', operation, resource }, () => store.transact(change));
  }
}

function versioned(record: AccessControlRecord): VersionedAccessControl {
  return { ETag: record.etag, OriginAccessControl: { Id: record.id, OriginAccessControlConfig: record.config } };
}
