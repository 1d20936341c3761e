import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { requestCertificate } from '@s3front/core';
import { access } from '../auth/access.ts';
import { requireUnlimited } from '../auth/caller.ts';
import { CertificateSchema, certificateDocument } from '../document/certificate.ts';
import { AliasText } from '../document/parsed-name.ts';
import { type ApiEnvironment, useCaseOf } from '../http/api-environment.ts';
import { idempotent } from '../http/idempotent.ts';
import { limitedBody } from '../http/json-body.ts';
import { linkNext, PAGE_QUERY, pageOf, placeOf } from '../http/page.ts';
import { problems } from '../problem/described.ts';
import * as responses from './responses.ts';

const TAGS = ['Certificates'];

const listRoute = createRoute({
  method: 'get',
  path: '/v1/certificates',
  operationId: 'listCertificates',
  tags: TAGS,
  summary: 'List the certificates in us-east-1, where CloudFront takes them from',
  ...access('read'),
  request: { query: z.strictObject(PAGE_QUERY) },
  responses: {
    200: responses.page(
      'A page of them',
      z
        .object({ certificates: z.array(CertificateSchema), nextPageToken: responses.NEXT_PAGE })
        .openapi('CertificatePage'),
    ),
    ...problems(),
  },
});

const requestRoute = createRoute({
  method: 'post',
  path: '/v1/certificates',
  operationId: 'requestCertificate',
  tags: TAGS,
  summary: 'Ask for a certificate',
  description: 'It is issued once the records in its `validation` stand in the DNS.',
  ...access('admin', limitedBody, idempotent),
  request: {
    headers: responses.IDEMPOTENCY_HEADERS,
    body: responses.body(z.strictObject({ names: z.array(AliasText).min(1).max(100) }).openapi('NewCertificate')),
  },
  responses: { 201: responses.json('The certificate', CertificateSchema), ...problems(415) },
});

export const certificateRoutes = new OpenAPIHono<ApiEnvironment>()
  .openapi(listRoute, async (context) => {
    const { limit, pageToken } = context.req.valid('query');
    requireUnlimited(context.var.caller);
    const list = ['certificates'];
    const after = placeOf(list, pageToken);
    let passed = after === undefined;
    const isAfter = ({ arn }: { readonly arn: string }): boolean => {
      const answer = passed;
      passed ||= arn === after;
      return answer;
    };
    const all = context.var.services.provider.certificates.listCertificates({ signal: context.var.signal });
    const { items, nextPageToken } = await pageOf(all, { limit, list, isAfter }, ({ arn }) => arn);
    linkNext(context, nextPageToken);
    return context.json({ certificates: items.map(certificateDocument), nextPageToken }, 200);
  })
  .openapi(requestRoute, async (context) => {
    requireUnlimited(context.var.caller);
    const requested = await requestCertificate(useCaseOf(context), context.req.valid('json').names);
    return context.json(certificateDocument(requested), 201);
  });
