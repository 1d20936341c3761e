import { type AwsError, route53Error } from '../../world/aws-error.ts';
import type { World } from '../../world/world.ts';
import { readText } from '../body-text.ts';
import { notImplemented } from '../errors/error-answer.ts';
import { WIRE_LIMITS } from '../limits.ts';
import { parameterOf } from '../request.ts';
import type { ResponseHeaders, WireResponse } from '../response.ts';
import type { AuthenticatedRequest } from '../service.ts';
import { childOf, readXml, textOf, type XmlNode } from '../xml/read.ts';
import { element, writeDocument, type XmlElement } from '../xml/write.ts';
import { changeInfoElement, delegationElement, hostedZoneElement, readChanges, recordSetElement } from './documents.ts';

const NAMESPACE = 'https://route53.amazonaws.com/doc/2013-04-01/';

interface Call {
  readonly request: AuthenticatedRequest;
  readonly world: World;
  /** The segment of the path that the route leaves open, decoded. */
  readonly id: string;
}

interface Route {
  readonly method: string;
  /** What follows `/2013-04-01`. */
  readonly path: RegExp;
  readonly run: (call: Call) => Promise<WireResponse> | WireResponse;
}

const ROUTES: readonly Route[] = [
  { method: 'POST', path: /^\/hostedzone\/?$/, run: createHostedZone },
  { method: 'GET', path: /^\/hostedzone\/?$/, run: listHostedZones },
  { method: 'GET', path: /^\/hostedzonesbyname\/?$/, run: listHostedZonesByName },
  { method: 'GET', path: /^\/hostedzone\/([^/]+)$/, run: getHostedZone },
  { method: 'DELETE', path: /^\/hostedzone\/([^/]+)$/, run: deleteHostedZone },
  { method: 'POST', path: /^\/hostedzone\/([^/]+)\/rrset\/?$/, run: changeResourceRecordSets },
  { method: 'GET', path: /^\/hostedzone\/([^/]+)\/rrset\/?$/, run: listResourceRecordSets },
  { method: 'GET', path: /^\/change\/([^/]+)$/, run: getChange },
];

/** Route 53 on the wire, as far as the World has it; the rest answers by name. */
export async function route53Service(request: AuthenticatedRequest, world: World): Promise<WireResponse> {
  const path = request.path.replace(/^\/2013-04-01/, '');
  for (const route of ROUTES) {
    const match = route.method === request.method ? route.path.exec(path) : null;
    if (match !== null) return route.run({ request, world, id: decodedSegment(match[1] ?? '') });
  }
  throw notImplemented('route53', `${request.method} ${request.path} of Route 53`);
}

async function createHostedZone({ request, world }: Call): Promise<WireResponse> {
  const root = await documentOf(request, 'CreateHostedZoneRequest');
  const config = childOf(root, 'HostedZoneConfig');
  if (textOf(config, 'PrivateZone') === 'true' || childOf(root, 'VPC') !== undefined) {
    throw notImplemented('route53', 'CreateHostedZone of a private zone');
  }
  const made = world.route53.createHostedZone({
    Name: required(root, 'Name'),
    CallerReference: required(root, 'CallerReference'),
    Comment: textOf(config, 'Comment'),
  });
  return answer(
    201,
    element(
      'CreateHostedZoneResponse',
      hostedZoneElement(made.HostedZone),
      changeInfoElement(made.ChangeInfo),
      delegationElement(made.NameServers),
    ),
    { location: `https://route53.amazonaws.com/2013-04-01${made.HostedZone.Id}` },
  );
}

function getHostedZone({ world, id }: Call): WireResponse {
  const { HostedZone, NameServers } = world.route53.getHostedZone({ Id: id });
  return answer(200, element('GetHostedZoneResponse', hostedZoneElement(HostedZone), delegationElement(NameServers)));
}

function listHostedZones({ request, world }: Call): WireResponse {
  const marker = parameterOf(request, 'marker');
  const page = world.route53.listHostedZones({ Marker: marker, MaxItems: mostItems(request) });
  return answer(
    200,
    element(
      'ListHostedZonesResponse',
      element('HostedZones', page.HostedZones.map(hostedZoneElement)),
      marker === undefined ? undefined : element('Marker', marker),
      element('IsTruncated', page.NextMarker !== undefined),
      page.NextMarker === undefined ? undefined : element('NextMarker', page.NextMarker),
      element('MaxItems', page.MaxItems),
    ),
  );
}

function listHostedZonesByName({ request, world }: Call): WireResponse {
  const name = parameterOf(request, 'dnsname');
  const page = world.route53.listHostedZonesByName({ DNSName: name, MaxItems: mostItems(request) });
  return answer(
    200,
    element(
      'ListHostedZonesByNameResponse',
      element('HostedZones', page.HostedZones.map(hostedZoneElement)),
      name === undefined ? undefined : element('DNSName', name),
      element('IsTruncated', page.IsTruncated),
      element('MaxItems', page.MaxItems),
    ),
  );
}

function deleteHostedZone({ world, id }: Call): WireResponse {
  const { ChangeInfo } = world.route53.deleteHostedZone({ Id: id });
  return answer(200, element('DeleteHostedZoneResponse', changeInfoElement(ChangeInfo)));
}

async function changeResourceRecordSets({ request, world, id }: Call): Promise<WireResponse> {
  const root = await documentOf(request, 'ChangeResourceRecordSetsRequest');
  const batch = childOf(root, 'ChangeBatch');
  const { ChangeInfo } = world.route53.changeResourceRecordSets({
    HostedZoneId: id,
    Comment: textOf(batch, 'Comment'),
    Changes: readChanges(batch),
  });
  return answer(200, element('ChangeResourceRecordSetsResponse', changeInfoElement(ChangeInfo)));
}

function listResourceRecordSets({ request, world, id }: Call): WireResponse {
  const page = world.route53.listResourceRecordSets({
    HostedZoneId: id,
    StartRecordName: parameterOf(request, 'name'),
    StartRecordType: parameterOf(request, 'type'),
    StartRecordIdentifier: parameterOf(request, 'identifier'),
    MaxItems: mostItems(request),
  });
  const { next } = page;
  return answer(
    200,
    element(
      'ListResourceRecordSetsResponse',
      element('ResourceRecordSets', page.ResourceRecordSets.map(recordSetElement)),
      element('IsTruncated', next !== undefined),
      next === undefined ? undefined : [element('NextRecordName', next.Name), element('NextRecordType', next.Type)],
      next?.SetIdentifier === undefined ? undefined : element('NextRecordIdentifier', next.SetIdentifier),
      element('MaxItems', page.MaxItems),
    ),
  );
}

function getChange({ world, id }: Call): WireResponse {
  return answer(200, element('GetChangeResponse', changeInfoElement(world.route53.getChange({ Id: id }).ChangeInfo)));
}

function answer(status: number, root: XmlElement, headers: ResponseHeaders = {}): WireResponse {
  return { status, headers: { 'content-type': 'text/xml', ...headers }, body: writeDocument(root, NAMESPACE) };
}

async function documentOf(request: AuthenticatedRequest, name: string): Promise<XmlNode> {
  const text = await readText(request.body, WIRE_LIMITS.document, () => invalid('The request is too long.'));
  const read = readXml(text);
  if (!read.ok) throw invalid(`Invalid XML ; ${read.reason}`);
  if (read.root.name !== name)
    throw invalid(`Invalid XML ; Cannot find the declaration of element '${read.root.name}'.`);
  return read.root;
}

function required(node: XmlNode, name: string): string {
  const text = textOf(node, name);
  if (text === undefined || text === '') throw invalid(`Invalid XML ; The element '${name}' is missing.`);
  return text;
}

function mostItems(request: AuthenticatedRequest): number | undefined {
  const text = parameterOf(request, 'maxitems');
  if (text === undefined) return undefined;
  if (!/^[1-9]\d{0,5}$/.test(text)) throw invalid(`Invalid value for MaxItems: ${text}`);
  return Number(text);
}

function decodedSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function invalid(message: string): AwsError {
  return route53Error('InvalidInput', message);
}
