import {
  type BucketName,
  type Cdn,
  type Certificates,
  type DistributionId,
  type DistributionSettings,
  expectParsed,
  type Invalidation,
  type InvalidationId,
  type ObjectStore,
  type Provider,
  parseAlias,
  parseBucketName,
  parseDistributionId,
  parseInvalidationId,
  type VersionedDistribution,
} from '@s3front/core';

/** A provider that can do what a test says, and fails when it is asked for anything else. */
export function stubProvider(parts: {
  readonly cdn?: Partial<Cdn>;
  readonly objects?: Partial<ObjectStore>;
  readonly certificates?: Partial<Certificates>;
  readonly onClose?: () => void;
}): Provider {
  return {
    cdn: strict('cdn', parts.cdn ?? {}),
    objects: strict('objects', { region: 'us-east-1', ...parts.objects }),
    certificates: strict('certificates', parts.certificates ?? {}, ['issueNow']),
    close: async () => parts.onClose?.(),
  };
}

/** @param optional what may be asked for without being there */
function strict<Port extends object>(name: string, part: Partial<Port>, optional: readonly string[] = []): Port {
  return new Proxy(part, {
    get(target, property) {
      if (property in target || optional.includes(String(property))) return Reflect.get(target, property);
      throw new Error(`The test did not expect ${name}.${String(property)}.`);
    },
  }) as Port;
}

export async function* listed<Item>(...items: readonly Item[]): AsyncGenerator<Item> {
  yield* items;
}

export const BUCKET: BucketName = expectParsed(parseBucketName('public.example.org'), 'X', 'x');
export const ID: DistributionId = expectParsed(parseDistributionId('E3RPA4Z4ALGTGO'), 'X', 'x');
export const OTHER_ID: DistributionId = expectParsed(parseDistributionId('E2OTHER4ALGTGO'), 'X', 'x');
const INVALIDATION_ID: InvalidationId = expectParsed(parseInvalidationId('I1ABCDEFGHIJKL'), 'X', 'x');
export const NOW: number = Date.UTC(2026, 10, 22, 9, 30);

/** A distribution of public.example.org, deployed and enabled unless said otherwise. */
export function distribution(
  settings: Partial<Omit<DistributionSettings, 'aliases'>> & { readonly aliases?: readonly string[] } = {},
  more: { readonly status?: 'InProgress' | 'Deployed'; readonly id?: DistributionId } = {},
): VersionedDistribution {
  const { aliases = [], ...others } = settings;
  const id = more.id ?? ID;
  return {
    etag: 'E2QWRUHAPOMQZL',
    distribution: {
      id,
      arn: `arn:aws:cloudfront::111122223333:distribution/${id}`,
      domainName: 'd11jv2ffak0j4h.cloudfront.net',
      status: more.status ?? 'Deployed',
      lastModified: NOW,
      settings: {
        callerReference: 's3front-x',
        comment: 'http://public.example.org.s3.amazonaws.com/',
        enabled: true,
        aliases: aliases.map((alias) => expectParsed(parseAlias(alias), 'X', 'x')),
        defaultRootObject: '',
        logging: undefined,
        certificate: { kind: 'default' },
        origins: [
          {
            kind: 's3',
            id: 'o1',
            host: 'public.example.org.s3.us-east-1.amazonaws.com',
            bucket: BUCKET,
            path: '',
            accessControl: 'E2CONTROL12345',
          },
        ],
        defaultOriginId: 'o1',
        ipv6: true,
        httpVersion: 'http2and3',
        priceClass: 'PriceClass_All',
        viewerProtocolPolicy: 'redirect-to-https',
        compress: true,
        cachePolicyId: undefined,
        staging: false,
        ...others,
      },
    },
  };
}

/** The same as a list has it. */
export function summary({ distribution: whole }: VersionedDistribution) {
  const { id, arn, domainName, status, lastModified, settings } = whole;
  const { comment, enabled, aliases, origins } = settings;
  return { id, arn, domainName, status, lastModified, comment, enabled, aliases, origins };
}

export function invalidation(more: Partial<Invalidation> = {}): Invalidation {
  return {
    id: INVALIDATION_ID,
    status: 'InProgress',
    createTime: NOW,
    callerReference: 's3front-reference',
    paths: ['/logo.png'],
    ...more,
  };
}
