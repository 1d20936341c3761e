import { AwsError } from '../../world/aws-error.ts';
import type { SignedText } from './sigv4.ts';

/** The body ended before, or went on after, the length that was announced. */
export function incompleteBody(): AwsError {
  return new AwsError({
    service: 's3',
    code: 'IncompleteBody',
    status: 400,
    message: 'You did not provide the number of bytes specified by the Content-Length HTTP header',
  });
}

/** S3 shows what it signed, so that a client can be put right. */
export function signatureMismatch(accessKey: string, given: string, text: SignedText | string): AwsError {
  const stringToSign = typeof text === 'string' ? text : text.stringToSign;
  return new AwsError({
    service: 's3',
    code: 'SignatureDoesNotMatch',
    status: 403,
    message:
      'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
    details: {
      AWSAccessKeyId: accessKey,
      StringToSign: stringToSign,
      SignatureProvided: given,
      StringToSignBytes: bytesOf(stringToSign),
      ...(typeof text === 'string'
        ? {}
        : { CanonicalRequest: text.canonicalRequest, CanonicalRequestBytes: bytesOf(text.canonicalRequest) }),
    },
  });
}

function bytesOf(text: string): string {
  return [...Buffer.from(text)].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
}
