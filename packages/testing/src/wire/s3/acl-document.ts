import { s3Error } from '../../world/aws-error.ts';
import type { AccessControlList } from '../../world/s3/acl-operations.ts';
import { type Grant, type Grantee, isPermission, type Permission } from '../../world/s3/grants.ts';
import type { AclRequest } from '../../world/s3/requests.ts';
import { headerOf } from '../request.ts';
import type { AccountDirectory, AuthenticatedRequest } from '../service.ts';
import { childOf, childrenOf, textOf, type XmlNode } from '../xml/read.ts';
import { element, elementWith, type XmlElement } from '../xml/write.ts';

const XSI = 'http://www.w3.org/2001/XMLSchema-instance';

/** Since October 2025 names are no longer told, and ids are all there is. */
export function ownerElement(name: string, account: string, accounts: AccountDirectory): XmlElement {
  const { canonicalId, name: displayName } = accounts.byId(account);
  return element(name, element('ID', canonicalId), element('DisplayName', displayName));
}

export function aclElement(acl: AccessControlList, accounts: AccountDirectory): XmlElement {
  return element(
    'AccessControlPolicy',
    ownerElement('Owner', acl.Owner, accounts),
    element(
      'AccessControlList',
      ...acl.Grants.map((grant) =>
        element('Grant', granteeElement(grant.grantee, accounts), element('Permission', grant.permission)),
      ),
    ),
  );
}

function granteeElement(grantee: Grantee, accounts: AccountDirectory): XmlElement {
  if (grantee.kind === 'group') {
    return elementWith('Grantee', { 'xmlns:xsi': XSI, 'xsi:type': 'Group' }, element('URI', grantee.uri));
  }
  const { canonicalId, name } = accounts.byId(grantee.account);
  return elementWith(
    'Grantee',
    { 'xmlns:xsi': XSI, 'xsi:type': 'CanonicalUser' },
    element('ID', canonicalId),
    element('DisplayName', name),
  );
}

/** @throws `MalformedACLError`, `InvalidArgument` */
export function grantsIn(root: XmlNode, accounts: AccountDirectory): readonly Grant[] {
  const list = childOf(root, 'AccessControlList');
  if (list === undefined || textOf(childOf(root, 'Owner'), 'ID') === undefined) throw malformed();
  return childrenOf(list, 'Grant').map((grant) => {
    const grantee = childOf(grant, 'Grantee');
    const permission = textOf(grant, 'Permission') ?? '';
    if (grantee === undefined || !isPermission(permission)) throw malformed();
    return { grantee: granteeIn(grantee, accounts), permission };
  });
}

function granteeIn(grantee: XmlNode, accounts: AccountDirectory): Grantee {
  const uri = textOf(grantee, 'URI');
  if (uri !== undefined) return { kind: 'group', uri };
  if (textOf(grantee, 'EmailAddress') !== undefined) throw noEmail();
  const id = textOf(grantee, 'ID');
  if (id === undefined) throw malformed();
  return byId(id, accounts);
}

/** AWS takes no grantees by mail since October 2025. */
function noEmail(): Error {
  return s3Error('MethodNotAllowed', 'The specified method is not allowed against this resource.');
}

function byId(id: string, accounts: AccountDirectory): Grantee {
  const account = accounts.byCanonicalId(id);
  if (account !== undefined) return { kind: 'account', account: account.id };
  throw s3Error('InvalidArgument', 'Invalid id', { ArgumentName: 'CanonicalUser/ID', ArgumentValue: id });
}

const GRANT_HEADERS: readonly (readonly [header: string, permission: Permission])[] = [
  ['x-amz-grant-full-control', 'FULL_CONTROL'],
  ['x-amz-grant-read', 'READ'],
  ['x-amz-grant-read-acp', 'READ_ACP'],
  ['x-amz-grant-write', 'WRITE'],
  ['x-amz-grant-write-acp', 'WRITE_ACP'],
];

/** The ACL that headers ask for. */
export function aclIn(request: AuthenticatedRequest): AclRequest {
  const grants = GRANT_HEADERS.flatMap(([header, permission]) =>
    granteesIn(headerOf(request, header), request.accounts).map((grantee) => ({ grantee, permission })),
  );
  const canned = headerOf(request, 'x-amz-acl');
  return {
    ...(canned === undefined ? {} : { ACL: canned }),
    ...(grants.length === 0 ? {} : { Grants: grants }),
  };
}

/** `id="…", uri="…"` */
function granteesIn(value: string | undefined, accounts: AccountDirectory): readonly Grantee[] {
  if (value === undefined) return [];
  return value.split(',').map((part): Grantee => {
    const match = /^\s*(id|uri|emailAddress)\s*=\s*"?([^"]*)"?\s*$/i.exec(part);
    const [, kind = '', name = ''] = match ?? [];
    switch (kind.toLowerCase()) {
      case 'id':
        return byId(name, accounts);
      case 'uri':
        return { kind: 'group', uri: name };
      case 'emailaddress':
        throw noEmail();
      default:
        throw s3Error('InvalidArgument', 'Argument format not recognized', {
          ArgumentName: 'x-amz-grant',
          ArgumentValue: part.trim(),
        });
    }
  });
}

function malformed(): Error {
  return s3Error(
    'MalformedACLError',
    'The XML you provided was not well-formed or did not validate against our published schema',
  );
}
