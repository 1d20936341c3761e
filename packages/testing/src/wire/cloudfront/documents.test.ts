import { describe, expect, it } from 'vitest';
import { wiredCloudFront } from './cloudfront.test-support.ts';

const NAMESPACE = 'http://cloudfront.amazonaws.com/doc/2020-05-31/';
const POLICY = '658327ea-f89d-4fab-a63d-7e88639e58f6';
const CONFIG = `
  <DistributionConfig xmlns="${NAMESPACE}">
    <CallerReference>one</CallerReference><Comment>a &amp; b</Comment><Enabled>true</Enabled>
    <Origins><Quantity>1</Quantity><Items><Origin>
      <Id>site</Id><DomainName>site.s3.eu-west-1.amazonaws.com</DomainName>
      <S3OriginConfig><OriginAccessIdentity></OriginAccessIdentity></S3OriginConfig>
    </Origin></Items></Origins>
    <DefaultCacheBehavior>
      <ViewerProtocolPolicy>https-only</ViewerProtocolPolicy><TargetOriginId>site</TargetOriginId>
      <CachePolicyId>${POLICY}</CachePolicyId>
    </DefaultCacheBehavior>
  </DistributionConfig>`;

const ORIGINS = `
  <Origins><Quantity>1</Quantity><Items><Origin>
    <Id>site</Id><DomainName>site.s3.eu-west-1.amazonaws.com</DomainName><OriginPath/>
    <CustomHeaders><Quantity>0</Quantity></CustomHeaders>
    <S3OriginConfig><OriginAccessIdentity/><OriginReadTimeout>30</OriginReadTimeout></S3OriginConfig>
    <ConnectionAttempts>3</ConnectionAttempts><ConnectionTimeout>10</ConnectionTimeout>
    <OriginShield><Enabled>false</Enabled></OriginShield><OriginAccessControlId/>
  </Origin></Items></Origins>
  <OriginGroups><Quantity>0</Quantity></OriginGroups>`;
const BEHAVIORS = `
  <DefaultCacheBehavior>
    <TargetOriginId>site</TargetOriginId>
    <TrustedSigners><Enabled>false</Enabled><Quantity>0</Quantity></TrustedSigners>
    <TrustedKeyGroups><Enabled>false</Enabled><Quantity>0</Quantity></TrustedKeyGroups>
    <ViewerProtocolPolicy>https-only</ViewerProtocolPolicy>
    <AllowedMethods>
      <Quantity>2</Quantity><Items><Method>HEAD</Method><Method>GET</Method></Items>
      <CachedMethods><Quantity>2</Quantity><Items><Method>HEAD</Method><Method>GET</Method></Items></CachedMethods>
    </AllowedMethods>
    <SmoothStreaming>false</SmoothStreaming><Compress>false</Compress>
    <LambdaFunctionAssociations><Quantity>0</Quantity></LambdaFunctionAssociations>
    <FunctionAssociations><Quantity>0</Quantity></FunctionAssociations>
    <FieldLevelEncryptionId/><CachePolicyId>${POLICY}</CachePolicyId>
    <GrpcConfig><Enabled>false</Enabled></GrpcConfig>
  </DefaultCacheBehavior>
  <CacheBehaviors><Quantity>0</Quantity></CacheBehaviors>
  <CustomErrorResponses><Quantity>0</Quantity></CustomErrorResponses>
  <Comment>a &amp; b</Comment>`;
const VIEWERS = `
  <ViewerCertificate>
    <CloudFrontDefaultCertificate>true</CloudFrontDefaultCertificate><SSLSupportMethod>vip</SSLSupportMethod>
    <MinimumProtocolVersion>TLSv1</MinimumProtocolVersion><CertificateSource>cloudfront</CertificateSource>
  </ViewerCertificate>
  <Restrictions>
    <GeoRestriction><RestrictionType>none</RestrictionType><Quantity>0</Quantity></GeoRestriction>
  </Restrictions>
  <WebACLId/><HttpVersion>http2</HttpVersion><IsIPV6Enabled>true</IsIPV6Enabled>`;

describe('a document', () => {
  it('of a distribution has its elements in their order, with what the service fills in', async () => {
    const { ask, world } = wiredCloudFront();
    const { status, headers, text } = await ask('POST', '/distribution', CONFIG);
    const { Items: [made] = [] } = world.cloudfront.distributions.list();
    expect(status).toBe(201);
    expect(Object.fromEntries(headers)).toEqual({
      'content-type': 'text/xml',
      etag: made?.ETag,
      location: `https://cloudfront.amazonaws.com/2020-05-31/distribution/${made?.Id}`,
      'x-amzn-requestid': expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    expect(text).toBe(
      document(`
        <Distribution xmlns="${NAMESPACE}">
          <Id>${made?.Id}</Id><ARN>arn:aws:cloudfront::123456789012:distribution/${made?.Id}</ARN>
          <Status>InProgress</Status><LastModifiedTime>2026-01-01T00:00:00.000Z</LastModifiedTime>
          <InProgressInvalidationBatches>0</InProgressInvalidationBatches>
          <DomainName>${made?.DomainName}</DomainName>
          <ActiveTrustedSigners><Enabled>false</Enabled><Quantity>0</Quantity></ActiveTrustedSigners>
          <ActiveTrustedKeyGroups><Enabled>false</Enabled><Quantity>0</Quantity></ActiveTrustedKeyGroups>
          <DistributionConfig>
            <CallerReference>one</CallerReference><Aliases><Quantity>0</Quantity></Aliases><DefaultRootObject/>
            ${ORIGINS}${BEHAVIORS}
            <Logging>
              <Enabled>false</Enabled><IncludeCookies>false</IncludeCookies><Bucket/><Prefix/>
            </Logging>
            <PriceClass>PriceClass_All</PriceClass><Enabled>true</Enabled>${VIEWERS}
            <ContinuousDeploymentPolicyId/><Staging>false</Staging>
          </DistributionConfig>
        </Distribution>`),
    );
  });

  it('of a list has summaries, and no items where there are none', async () => {
    const { ask, world } = wiredCloudFront();
    const pageOf = (rest: string) =>
      document(`
        <DistributionList xmlns="${NAMESPACE}">
          <Marker/><MaxItems>100</MaxItems><IsTruncated>false</IsTruncated>${rest}
        </DistributionList>`);
    expect((await ask('GET', '/distribution')).text).toBe(pageOf('<Quantity>0</Quantity>'));
    await ask('POST', '/distribution', CONFIG);
    const { Items: [made] = [] } = world.cloudfront.distributions.list();
    expect((await ask('GET', '/distribution')).text).toBe(
      pageOf(`<Quantity>1</Quantity><Items><DistributionSummary>
          <Id>${made?.Id}</Id><ARN>arn:aws:cloudfront::123456789012:distribution/${made?.Id}</ARN>
          <ETag>${made?.ETag}</ETag><Status>InProgress</Status>
          <LastModifiedTime>2026-01-01T00:00:00.000Z</LastModifiedTime><DomainName>${made?.DomainName}</DomainName>
          <Aliases><Quantity>0</Quantity></Aliases>${ORIGINS}${BEHAVIORS}
          <PriceClass>PriceClass_All</PriceClass><Enabled>true</Enabled>${VIEWERS}
          <Staging>false</Staging><ConnectionMode>direct</ConnectionMode>
        </DistributionSummary></Items>`),
    );
  });

  it('of invalidations has them in theirs', async () => {
    const { ask, world } = wiredCloudFront();
    await ask('POST', '/distribution', CONFIG);
    const { Items: [distribution] = [] } = world.cloudfront.distributions.list();
    const path = `/distribution/${distribution?.Id}/invalidation`;
    const batch = `<Paths><Quantity>1</Quantity><Items><Path>/*</Path></Items></Paths><CallerReference>x</CallerReference>`;
    const created = await ask('POST', path, `<InvalidationBatch>${batch}</InvalidationBatch>`);
    const { Items: [made] = [] } = world.cloudfront.invalidations.list(distribution?.Id ?? '');
    expect(created.text).toBe(
      document(`
        <Invalidation xmlns="${NAMESPACE}">
          <Id>${made?.Id}</Id><Status>InProgress</Status><CreateTime>2026-01-01T00:00:00.000Z</CreateTime>
          <InvalidationBatch>${batch}</InvalidationBatch>
        </Invalidation>`),
    );
    expect((await ask('GET', path)).text).toBe(
      document(`
        <InvalidationList xmlns="${NAMESPACE}">
          <Marker/><MaxItems>100</MaxItems><IsTruncated>false</IsTruncated><Quantity>1</Quantity>
          <Items><InvalidationSummary>
            <Id>${made?.Id}</Id><CreateTime>2026-01-01T00:00:00.000Z</CreateTime><Status>InProgress</Status>
          </InvalidationSummary></Items>
        </InvalidationList>`),
    );
  });

  it('of an error says who is to blame, and carries the id of the request', async () => {
    const { ask } = wiredCloudFront();
    const { status, headers, text } = await ask('GET', '/distribution/ENONE');
    expect(status).toBe(404);
    expect(text).toBe(
      document(`
        <ErrorResponse xmlns="${NAMESPACE}">
          <Error>
            <Type>Sender</Type><Code>NoSuchDistribution</Code>
            <Message>The specified distribution does not exist.</Message>
          </Error>
          <RequestId>${headers.get('x-amzn-requestid')}</RequestId>
        </ErrorResponse>`),
    );
  });
});

/** Without the spaces that make it readable here. */
function document(xml: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${xml.replace(/>\s+</g, '><').trim()}`;
}
