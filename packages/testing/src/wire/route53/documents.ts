import { route53Error } from '../../world/aws-error.ts';
import type { Change } from '../../world/route53/change-batch.ts';
import type { RecordSet } from '../../world/route53/record.ts';
import type { ChangeInfo, HostedZone } from '../../world/route53/route53.ts';
import { childOf, childrenOf, textOf, type XmlNode } from '../xml/read.ts';
import { element, optional, type XmlElement } from '../xml/write.ts';

export function hostedZoneElement(zone: HostedZone): XmlElement {
  return element(
    'HostedZone',
    element('Id', zone.Id),
    element('Name', zone.Name),
    element('CallerReference', zone.CallerReference),
    element('Config', optional('Comment', zone.Comment), element('PrivateZone', false)),
    element('ResourceRecordSetCount', zone.ResourceRecordSetCount),
  );
}

export function changeInfoElement(info: ChangeInfo): XmlElement {
  return element(
    'ChangeInfo',
    element('Id', info.Id),
    element('Status', info.Status),
    element('SubmittedAt', new Date(info.SubmittedAt).toISOString()),
    optional('Comment', info.Comment),
  );
}

export function delegationElement(servers: readonly string[]): XmlElement {
  return element(
    'DelegationSet',
    element(
      'NameServers',
      servers.map((server) => element('NameServer', server)),
    ),
  );
}

/** Names leave as Route 53 writes them: an asterisk as its octal code. */
export function recordSetElement(record: RecordSet): XmlElement {
  const { AliasTarget: alias, ResourceRecords: values } = record;
  return element(
    'ResourceRecordSet',
    element('Name', record.Name.replaceAll('*', '\\052')),
    element('Type', record.Type),
    optional('SetIdentifier', record.SetIdentifier),
    optional('TTL', record.TTL),
    values === undefined || values.length === 0
      ? undefined
      : element(
          'ResourceRecords',
          values.map(({ Value }) => element('ResourceRecord', element('Value', Value))),
        ),
    alias === undefined
      ? undefined
      : element(
          'AliasTarget',
          element('HostedZoneId', alias.HostedZoneId),
          element('DNSName', alias.DNSName.endsWith('.') ? alias.DNSName : `${alias.DNSName}.`),
          element('EvaluateTargetHealth', alias.EvaluateTargetHealth),
        ),
  );
}

/** Routing by weight, latency and the like, which the World has not: refused by name rather than forgotten. */
const ROUTING = [
  'Weight',
  'Region',
  'GeoLocation',
  'Failover',
  'MultiValueAnswer',
  'HealthCheckId',
  'CidrRoutingConfig',
  'GeoProximityLocation',
  'TrafficPolicyInstanceId',
];

export function readChanges(batch: XmlNode | undefined): readonly Change[] {
  const found = childrenOf(childOf(batch, 'Changes'), 'Change');
  if (found.length === 0) throw route53Error('InvalidInput', 'Invalid XML ; A batch needs a change.');
  return found.map((change) => ({
    Action: textOf(change, 'Action') ?? '',
    ResourceRecordSet: readRecordSet(childOf(change, 'ResourceRecordSet')),
  }));
}

function readRecordSet(node: XmlNode | undefined): RecordSet {
  const [name, type] = [textOf(node, 'Name'), textOf(node, 'Type')];
  if (name === undefined || type === undefined) {
    throw route53Error('InvalidInput', 'Invalid XML ; A record set needs a name and a type.');
  }
  const routing = ROUTING.find((element) => childOf(node, element) !== undefined);
  if (routing !== undefined) {
    throw route53Error('InvalidInput', `Record sets with ${routing} are not implemented by this offline AWS.`);
  }
  const values = childrenOf(childOf(node, 'ResourceRecords'), 'ResourceRecord');
  const alias = childOf(node, 'AliasTarget');
  return {
    Name: name,
    Type: type,
    SetIdentifier: textOf(node, 'SetIdentifier'),
    TTL: readTtl(textOf(node, 'TTL')),
    ...(values.length === 0
      ? {}
      : { ResourceRecords: values.map((value) => ({ Value: textOf(value, 'Value') ?? '' })) }),
    ...(alias === undefined ? {} : { AliasTarget: readAlias(alias) }),
  };
}

function readAlias(node: XmlNode): RecordSet['AliasTarget'] {
  return {
    HostedZoneId: textOf(node, 'HostedZoneId') ?? '',
    DNSName: textOf(node, 'DNSName') ?? '',
    EvaluateTargetHealth: textOf(node, 'EvaluateTargetHealth') === 'true',
  };
}

function readTtl(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d{1,10}$/.test(text) || Number(text) > 2_147_483_647) {
    throw route53Error('InvalidInput', `Invalid XML ; '${text}' is no TTL.`);
  }
  return Number(text);
}
