import { s3Error } from '../aws-error.ts';

/** What S3 says of every document that is not as it should be. */
export function malformedXml(): Error {
  return s3Error(
    'MalformedXML',
    'The XML you provided was not well-formed or did not validate against our published schema',
  );
}
