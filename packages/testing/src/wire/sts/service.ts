import { AwsError } from '../../world/aws-error.ts';
import { readText } from '../body-text.ts';
import { notImplemented } from '../errors/error-answer.ts';
import { WIRE_LIMITS } from '../limits.ts';
import { parameterOf, parseQuery } from '../request.ts';
import type { WireResponse } from '../response.ts';
import type { AuthenticatedRequest } from '../service.ts';
import { element, writeDocument } from '../xml/write.ts';

const VERSION = '2011-06-15';
const NAMESPACE = `https://sts.amazonaws.com/doc/${VERSION}/`;

/** STS as far as a client asks who it is. Source: STS API Reference, GetCallerIdentity. */
export async function stsService(request: AuthenticatedRequest): Promise<WireResponse> {
  const text = await readText(request.body, WIRE_LIMITS.document, () => stsError('InvalidParameterValue', 'Too long.'));
  const parameters = [...request.parameters, ...parseQuery(text)];
  const action = parameterOf({ parameters }, 'Action');
  const version = parameterOf({ parameters }, 'Version') ?? VERSION;
  if (action === undefined) throw stsError('MissingAction', 'The request has no action.');
  if (version !== VERSION) {
    throw stsError('InvalidAction', `Could not find operation ${action} for version ${version}`);
  }
  if (action !== 'GetCallerIdentity') throw notImplemented('sts', `STS ${action}`);
  const { caller } = request;
  if (caller.kind === 'anonymous')
    throw stsError('MissingAuthenticationToken', 'Request is missing Authentication Token');
  const { account } = caller;
  const root = element(
    'GetCallerIdentityResponse',
    element(
      'GetCallerIdentityResult',
      element('Arn', `arn:aws:iam::${account.id}:root`),
      element('UserId', account.id),
      element('Account', account.id),
    ),
    element('ResponseMetadata', element('RequestId', request.requestId)),
  );
  return { status: 200, headers: { 'content-type': 'text/xml' }, body: writeDocument(root, NAMESPACE) };
}

function stsError(code: string, message: string): AwsError {
  return new AwsError({ service: 'sts', code, status: code === 'MissingAuthenticationToken' ? 403 : 400, message });
}
