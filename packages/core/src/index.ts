export * from './errors.ts';
export * from './errors-of-aws.ts';
