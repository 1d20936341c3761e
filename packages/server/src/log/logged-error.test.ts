import { S3FrontError } from '@s3front/core';
import { expect, it } from 'vitest';
import { loggedError } from './logged-error.ts';

it('says what happened and why, and nothing that hangs on it', () => {
  const sdk = Object.assign(new Error('denied'), { $response: { headers: { authorization: 'AWS4 secret' } } });
  const error = new S3FrontError({ code: 'X', kind: 'internal', message: 'It broke.', cause: sdk });
  const logged = loggedError(error);
  expect(logged).toMatchObject({ name: 'S3FrontError', code: 'X', message: 'It broke.', cause: { message: 'denied' } });
  expect(JSON.stringify(logged)).not.toContain('AWS4');
  expect(loggedError('text')).toEqual({ name: 'string', message: 'text' });
});

it('follows causes only so far', () => {
  const error: Error & { cause?: unknown } = new Error('round');
  error.cause = error;
  expect(JSON.stringify(loggedError(error)).match(/"round"/g)).toHaveLength(4);
});
