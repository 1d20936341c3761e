import { request as httpRequest } from 'node:http';
import { ACMClient, DescribeCertificateCommand, RequestCertificateCommand } from '@aws-sdk/client-acm';
import { afterEach, describe, expect, it } from 'vitest';
import { type OfflineAws, type OfflineAwsOptions, startOfflineAws } from './offline-aws.ts';

const opened: OfflineAws[] = [];
afterEach(async () => {
  for (const aws of opened.splice(0)) await aws.close();
});

async function start(options: OfflineAwsOptions = {}): Promise<OfflineAws> {
  const aws = await startOfflineAws({ seed: 1, ...options });
  opened.push(aws);
  return aws;
}

const keys = { accessKeyId: 'test', secretAccessKey: 'test' };

/** As a browser or a script would, but with any Host. */
function ask(
  aws: OfflineAws,
  method: string,
  path: string,
  headers: Record<string, string> = {},
  body = '',
): Promise<{ readonly status: number; readonly text: string }> {
  return new Promise((resolve, reject) => {
    const asked = httpRequest({ host: '127.0.0.1', port: aws.port, method, path, headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(chunks).toString() }));
    });
    asked.on('error', reject);
    asked.end(body);
  });
}

describe('the offline AWS', () => {
  it('answers the SDK over a socket', async () => {
    const aws = await start();
    const acm = new ACMClient({ endpoint: aws.endpoint, region: 'us-east-1', credentials: keys });
    const { CertificateArn } = await acm.send(new RequestCertificateCommand({ DomainName: 'cdn.example.org' }));
    const { Certificate } = await acm.send(new DescribeCertificateCommand({ CertificateArn }));
    expect(Certificate).toMatchObject({ Status: 'PENDING_VALIDATION', DomainName: 'cdn.example.org' });
    expect(Certificate?.CreatedAt).toBeInstanceOf(Date);
    expect(aws.requests.map(({ service, status, caller }) => [service, status, caller])).toEqual([
      ['acm', 200, 'default'],
      ['acm', 200, 'default'],
    ]);
    acm.destroy();
  });

  it('says that a port is taken', async () => {
    const { port } = await start();
    await expect(startOfflineAws({ port })).rejects.toMatchObject({ code: 'ADDRESS_IN_USE' });
  });

  it('shows a client nothing of what is wrong inside', async () => {
    const faults: unknown[] = [];
    const aws = await start({ onFault: (error) => faults.push(error) });
    aws.world.acm.listCertificates = () => {
      throw new Error('The secret cause.');
    };
    const answer = await ask(
      aws,
      'POST',
      '/',
      {
        'x-amz-target': 'CertificateManager.ListCertificates',
        authorization:
          'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/acm/aws4_request, SignedHeaders=host, Signature=0',
        'x-amz-date': '20260101T000000Z',
      },
      '{}',
    );
    expect(answer.status).toBe(500);
    expect(answer.text).toContain('InternalFailure');
    expect(answer.text).not.toContain('secret');
    expect(faults).toHaveLength(1);
  });

  describe('control', () => {
    it('moves the clock', async () => {
      const aws = await start();
      const before = aws.world.clock.now();
      expect((await ask(aws, 'POST', '/_s3front/clock', {}, '{"advance":3600000}')).status).toBe(200);
      expect(aws.world.clock.now() - before).toBeGreaterThanOrEqual(3_600_000);
      expect((await ask(aws, 'POST', '/_s3front/clock', {}, '{"advance":-1}')).status).toBe(400);
    });

    it('sets, lists and clears faults', async () => {
      const aws = await start();
      const rule = { operation: 'ListCertificates', times: 'always', fault: { kind: 'throttle' } };
      expect((await ask(aws, 'POST', '/_s3front/faults', {}, JSON.stringify(rule))).status).toBe(201);
      expect(JSON.parse((await ask(aws, 'GET', '/_s3front/faults')).text)).toEqual({ faults: [rule] });
      expect(() => aws.world.acm.listCertificates()).toThrow('Rate exceeded');
      await ask(aws, 'DELETE', '/_s3front/faults');
      expect(aws.world.acm.listCertificates().CertificateSummaryList).toEqual([]);
      expect((await ask(aws, 'POST', '/_s3front/faults', {}, '{"operation":"x","fault":{"kind":"y"}}')).status).toBe(
        400,
      );
    });

    it.each(['/_s3front/reset', '/moto-api/reset'])('forgets everything at %s, for every account', async (path) => {
      const aws = await start();
      aws.world.acm.issue(['cdn.example.org']);
      aws.world.inAccount('210987654321').acm.issue(['cdn.example.org']);
      aws.world.faults.add({ operation: '*', fault: { kind: 'throttle' } });
      expect((await ask(aws, 'POST', path)).status).toBe(200);
      expect(aws.world.acm.listCertificates().CertificateSummaryList).toEqual([]);
      expect(aws.world.inAccount('210987654321').acm.listCertificates().CertificateSummaryList).toEqual([]);
    });

    it.each([
      ['a foreign origin', { origin: 'https://evil.example' }],
      ['an origin of nowhere', { origin: 'null' }],
      ['a name bent to this address', { host: 'evil.example' }],
    ])('refuses %s', async (_, headers) => {
      const aws = await start();
      aws.world.acm.issue(['cdn.example.org']);
      expect((await ask(aws, 'POST', '/_s3front/reset', headers)).status).toBe(403);
      expect(aws.world.acm.listCertificates().CertificateSummaryList).toHaveLength(1);
    });
  });
});
