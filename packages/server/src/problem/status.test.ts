import { S3FrontError } from '@s3front/core';
import { expect, it } from 'vitest';
import { problemDocument } from './problem-document.ts';
import { problemOf, STATUS_OF_KIND } from './status.ts';

it.each(Object.entries(STATUS_OF_KIND))('the kind %s becomes %i', (kind, status) => {
  const error = new S3FrontError({
    code: 'SOME_CODE',
    kind: kind as keyof typeof STATUS_OF_KIND,
    message: 'It happened.',
  });
  const problem = problemOf(error);
  expect(problem.status).toBe(status);
  expect(problem.headers['retry-after']).toBe(status === 429 || status === 503 ? '5' : undefined);
  expect(problem.message === 'It happened.').toBe(status !== 500);
});

it('says that our database is away, whatever is the matter with it', () => {
  for (const kind of ['denied', 'timeout', 'unreachable'] as const) {
    expect(problemOf(new S3FrontError({ code: 'DATABASE_X', kind, message: 'x' })).status).toBe(503);
  }
  expect(problemOf(new S3FrontError({ code: 'DATABASE_FAILED', kind: 'internal', message: 'x' })).status).toBe(500);
});

it('keeps what AWS said, and every reason', () => {
  const error = new S3FrontError({
    code: 'NAME_BAD',
    kind: 'usage',
    message: 'No.',
    hint: 'Do otherwise.',
    aws: { code: 'Bad', requestId: 'R1', message: 'secret sentence' },
    problems: [{ code: 'A', message: 'a' }],
  });
  expect(problemDocument(problemOf(error), 'r')).toEqual({
    type: 'urn:s3front:problem:name-bad',
    title: 'Bad Request',
    status: 400,
    detail: 'No.',
    code: 'NAME_BAD',
    hint: 'Do otherwise.',
    requestId: 'r',
    awsCode: 'Bad',
    awsRequestId: 'R1',
    errors: [{ code: 'A', message: 'a' }],
  });
});
