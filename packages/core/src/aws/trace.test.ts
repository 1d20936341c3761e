import { HttpRequest, HttpResponse } from '@smithy/core/protocols';
import { describe, expect, it } from 'vitest';
import { parseBucketName } from '../naming/bucket-name.ts';
import { expectParsed } from '../naming/parsed.ts';
import { cloudfrontError, type Server, stubProvider, stubWire } from './stub-wire.test-support.ts';
import { tracing } from './trace.ts';

const BUCKET = expectParsed(parseBucketName('site-example'), 'X', 'X');
const SECRETS = ['SECRETEXAMPLE', 'TOKENEXAMPLE', 'AKIDEXAMPLE', 'Signature', 'authorization'];

async function traceOf(server: Server): Promise<readonly string[]> {
  const lines: string[] = [];
  const wire = stubWire(server);
  const provider = await stubProvider(wire, {
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'SECRETEXAMPLE', sessionToken: 'TOKENEXAMPLE' },
    trace: (line) => lines.push(line),
  });
  expect(await provider.objects.getBucketPolicy(BUCKET)).toBe('{}');
  expect(JSON.stringify(wire.sent)).toContain('TOKENEXAMPLE');
  return lines;
}

describe('the trace', () => {
  it('has a line per request and per answer, of every attempt', async () => {
    const lines = await traceOf((_, index) =>
      index === 0
        ? cloudfrontError(503, 'SlowDown')
        : { headers: { 'x-amz-request-id': 'r-2', 'set-cookie': 'TOKENEXAMPLE' }, body: '{}' },
    );
    expect(lines).toEqual([
      expect.stringMatching(/^> GET https:\/\/site-example\.s3\.us-east-1\.amazonaws\.com\/\?policy.*attempt=1; max=/),
      '< 503  [content-type: text/xml; x-amzn-requestid: request-1]',
      expect.stringMatching(/^> GET .*attempt=2; max=/),
      '< 200  [x-amz-request-id: r-2]',
    ]);
    for (const secret of SECRETS) expect(lines.join('\n')).not.toContain(secret);
  });

  it('tells of a connection that failed', async () => {
    const lines = await traceOf((_, index) => {
      if (index === 0) throw Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
      return { body: '{}' };
    });
    expect(lines[1]).toBe('! Error: read ECONNRESET');
  });

  it('hides the credentials of a presigned URL', async () => {
    const lines: string[] = [];
    const request = new HttpRequest({
      protocol: 'https:',
      hostname: 'b.s3.amazonaws.com',
      path: '/k',
      query: { 'X-Amz-Signature': 'abc', 'x-amz-security-token': 'def', 'X-Amz-Credential': 'ghi', partNumber: '1' },
      headers: { Authorization: 'jkl', 'Content-Type': 'text/plain' },
    });
    await tracing((line) => lines.push(line))(async () => ({ response: new HttpResponse({ statusCode: 200 }) }))({
      request,
    });
    expect(lines[0]).toBe(
      '> GET https://b.s3.amazonaws.com/k?X-Amz-Signature=(hidden)&x-amz-security-token=(hidden)&X-Amz-Credential=(hidden)&partNumber=1  [content-type: text/plain]',
    );
  });
});
