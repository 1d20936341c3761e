/** Multipart uploads; loaded when something is put. */
export { Upload } from '@aws-sdk/lib-storage';
