import { cloudFrontError } from '../aws-error.ts';
import { type Table, table } from '../store/store.ts';

export interface OriginAccessControlConfig {
  readonly Name: string;
  readonly Description: string;
  readonly SigningProtocol: string;
  readonly SigningBehavior: string;
  readonly OriginAccessControlOriginType: string;
}

/** An origin access control as the World keeps it. */
export interface AccessControlRecord {
  readonly id: string;
  readonly etag: string;
  readonly config: OriginAccessControlConfig;
}

/** `account/id` */
export const accessControls: Table<AccessControlRecord> = table('access control');
/** `account/name` */
export const accessControlNames: Table<{ readonly id: string }> = table('access control name');

const LONGEST_NAME = 64;
const LONGEST_DESCRIPTION = 256;
const WORDS = {
  SigningProtocol: ['sigv4', 'sigv4a'],
  SigningBehavior: ['always', 'never', 'no-override', 'always-amz-auth'],
  OriginAccessControlOriginType: ['s3', 'mediastore', 'mediapackagev2', 'lambda'],
} as const;

/** @throws `MalformedXML`, `InvalidArgument`. Source: CloudFront API Reference, OriginAccessControlConfig */
export function checkAccessControl(config: Partial<OriginAccessControlConfig>): OriginAccessControlConfig {
  const { Name: name, Description: description = '' } = config;
  if (name === undefined || name === '' || name.length > LONGEST_NAME) {
    throw cloudFrontError('InvalidArgument', 'The parameter Name is not valid.');
  }
  if (description.length > LONGEST_DESCRIPTION) {
    throw cloudFrontError('InvalidArgument', 'The parameter Description is too long.');
  }
  return {
    Name: name,
    Description: description,
    SigningProtocol: word('SigningProtocol', config.SigningProtocol),
    SigningBehavior: word('SigningBehavior', config.SigningBehavior),
    OriginAccessControlOriginType: word('OriginAccessControlOriginType', config.OriginAccessControlOriginType),
  };
}

function word(member: keyof typeof WORDS, value: string | undefined): string {
  const allowed: readonly string[] = WORDS[member];
  if (value !== undefined && allowed.includes(value)) return value;
  throw cloudFrontError(
    'MalformedXML',
    `1 validation error detected: Value '${value ?? ''}' failed to satisfy enum value set: [${allowed.join(', ')}]`,
  );
}
