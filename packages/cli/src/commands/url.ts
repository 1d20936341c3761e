import { formatS3Uri, type ObjectUrl, objectUrls } from '@s3front/core';
import { endpointUrl } from '../settings/endpoint-url.ts';
import { type Command, defineCommand } from './command.ts';
import { s3UriOf } from './words.ts';

/** What `url --json` prints. */
export interface UrlsDocument {
  readonly objects: readonly {
    readonly uri: string;
    readonly urls: readonly {
      readonly kind: ObjectUrl['kind'];
      readonly url: string;
      /** `cf://ID`, for the hosts of a distribution. */
      readonly distribution: string | null;
      /** False where nothing answers today: website hosting is off, the distribution is disabled. */
      readonly active: boolean;
    }[];
  }[];
}

const EXAMPLE: UrlsDocument = {
  objects: [
    {
      uri: 's3://public.example.org/logo.png',
      urls: [
        {
          kind: 'virtual-hosted',
          url: 'http://public.example.org.s3.amazonaws.com/logo.png',
          distribution: null,
          active: true,
        },
        {
          kind: 'alias',
          url: 'https://cdn.example.org/logo.png',
          distribution: 'cf://E3RPA4Z4ALGTGO',
          active: true,
        },
      ],
    },
  ],
};

const LABELS: Readonly<Record<ObjectUrl['kind'], string>> = {
  endpoint: 'Endpoint',
  'virtual-hosted': 'Virtual host',
  'path-style': 'Path style',
  website: 'Website',
  distribution: 'CloudFront',
  alias: 'CNAME',
};

export const command: Command = defineCommand({
  examples: [
    { command: 's3front url s3://public.example.org/logo.png', summary: 'Every URL of an object.' },
    { command: 's3front url s3://public.example.org', summary: 'Those of a bucket.' },
  ],
  positionals: [{ name: 's3://BUCKET[/KEY]', summary: 'The object or bucket', required: true, repeatable: true }],
  options: [],
  details: [
    'S3 itself (virtual host, path style, website endpoint), each distribution that serves the bucket, and each of its aliases. Whether the object is there, and whether the public may read it, is not asked.',
    'A bucket with dots in its name has no certificate at its virtual host, so that URL is http.',
  ],
  json: EXAMPLE,
  async run(context, { words }) {
    const { output } = context;
    const targets = words.map(s3UriOf);
    const settings = await context.settings();
    const useCase = await context.useCase();
    const objects: UrlsDocument['objects'][number][] = [];
    for (const [index, target] of targets.entries()) {
      const urls = await objectUrls(useCase, target, endpointUrl(settings, target));
      const uri = formatS3Uri(target);
      if (index > 0) output.print();
      output.field('URI', uri);
      for (const url of urls) output.field(LABELS[url.kind], `${url.url}${inactive(url)}`);
      objects.push({
        uri,
        urls: urls.map(({ kind, url, distribution, active }) => ({
          kind,
          url,
          distribution: distribution === undefined ? null : `cf://${distribution}`,
          active,
        })),
      });
    }
    output.document({ objects } satisfies UrlsDocument);
  },
});

function inactive({ active, kind }: ObjectUrl): string {
  if (active) return '';
  return kind === 'website' ? ' (website hosting is off)' : ' (the distribution is disabled)';
}
