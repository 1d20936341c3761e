import { AwsError, type ServiceName } from '../../world/aws-error.ts';
import type { WireResponse } from '../response.ts';
import { element, writeDocument } from '../xml/write.ts';
import { requestIdHeaders } from './request-id.ts';

/** The namespaces of the services' documents. */
const NAMESPACES: Readonly<Record<'cloudfront' | 'route53' | 'sts', string>> = {
  cloudfront: 'http://cloudfront.amazonaws.com/doc/2020-05-31/',
  route53: 'https://route53.amazonaws.com/doc/2013-04-01/',
  sts: 'https://sts.amazonaws.com/doc/2011-06-15/',
};

/** An error as the service says it. Its body is there for HEAD too, which the door sends without. */
export function errorAnswer(error: AwsError, service: ServiceName, requestId: string): WireResponse {
  switch (service) {
    case 's3':
      return s3ErrorAnswer(error, requestId);
    case 'acm':
      return jsonErrorAnswer(error, requestId);
    case 'cloudfront':
    case 'route53':
    case 'sts':
      return queryErrorAnswer(error, service, requestId);
  }
}

function s3ErrorAnswer(error: AwsError, requestId: string): WireResponse {
  const ids = requestIdHeaders('s3', requestId);
  const { Region: region, BucketRegion: bucketRegion, ...others } = error.details;
  const told = region ?? bucketRegion;
  const root = element(
    'Error',
    element('Code', error.code),
    element('Message', error.message),
    region === undefined ? undefined : element('Region', region),
    ...Object.entries(others).map(([name, value]) => element(name, value)),
    element('RequestId', ids['x-amz-request-id'] ?? requestId),
    element('HostId', ids['x-amz-id-2'] ?? requestId),
  );
  return {
    status: error.status,
    headers: {
      'content-type': 'application/xml',
      ...(told === undefined ? {} : { 'x-amz-bucket-region': told }),
    },
    body: writeDocument(root),
  };
}

/** Source: AWS JSON 1.1 protocol, "Operation error serialization". */
function jsonErrorAnswer(error: AwsError, requestId: string): WireResponse {
  const isFault = error.status >= 500;
  return {
    status: error.status,
    headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-errortype': error.code },
    body: JSON.stringify({
      __type: isFault && error.code === 'InternalError' ? 'InternalFailure' : error.code,
      message: isFault ? `${error.message} (${requestId})` : error.message,
    }),
  };
}

function queryErrorAnswer(error: AwsError, service: keyof typeof NAMESPACES, requestId: string): WireResponse {
  const root = element(
    'ErrorResponse',
    element(
      'Error',
      element('Type', error.status >= 500 ? 'Receiver' : 'Sender'),
      element('Code', error.code),
      element('Message', error.message),
    ),
    element('RequestId', requestId),
  );
  return {
    status: error.status,
    headers: { 'content-type': 'text/xml' },
    body: writeDocument(root, NAMESPACES[service]),
  };
}

/** What went wrong here is nobody else's business: the request's id finds it in the log. */
export function internalError(service: ServiceName): AwsError {
  return new AwsError({
    service,
    code: service === 'cloudfront' || service === 'route53' ? 'InternalFailure' : 'InternalError',
    status: 500,
    message: 'We encountered an internal error. Please try again.',
  });
}

/** An operation that AWS has and this server has not: it says so by name, and does nothing. */
export function notImplemented(service: ServiceName, operation: string): AwsError {
  const message = `${operation} is not implemented by this offline AWS.`;
  switch (service) {
    case 's3':
      return new AwsError({ service, code: 'NotImplemented', status: 501, message });
    case 'acm':
      return new AwsError({ service, code: 'UnknownOperationException', status: 400, message });
    case 'cloudfront':
    case 'route53':
    case 'sts':
      return new AwsError({ service, code: 'InvalidAction', status: 400, message });
  }
}
