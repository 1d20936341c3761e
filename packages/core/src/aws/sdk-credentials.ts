/** Credentials of a named profile; loaded when one is named. */
export { fromIni } from '@aws-sdk/credential-providers';
