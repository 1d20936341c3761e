import {
  formatS3Uri,
  hasCode,
  headersFromLines,
  invalidate,
  type ObjectHeaders,
  pathStyleUrl,
  putObjects,
  type S3Uri,
  type Upload,
  type UseCaseContext,
  type UseCaseEvent,
  virtualHostedUrl,
} from '@s3front/core';
import { EXAMPLE_INVALIDATION, type InvalidationDocument, invalidationDocuments } from '../output/invalidation.ts';
import { createNarrator } from '../output/narrate.ts';
import { formatSpeed } from '../output/size.ts';
import { endpointUrl } from '../settings/endpoint-url.ts';
import type { Settings } from '../settings/settings.ts';
import { type Command, type CommandContext, defineCommand } from './command.ts';
import { distributionOf, exclusive, s3UriOf } from './words.ts';

/** What `put --json` prints. */
export interface PutDocument {
  readonly uploads: readonly {
    readonly source: string;
    readonly uri: string;
    /** Bytes. */
    readonly size: number;
    readonly contentType: string;
    readonly etag: string;
    /** The object's public URL, where it was made public. */
    readonly publicUrl: string | null;
  }[];
  /** With --cf-invalidate. */
  readonly invalidations: readonly InvalidationDocument[];
}

const EXAMPLE: PutDocument = {
  uploads: [
    {
      source: 'logo.png',
      uri: 's3://public.example.org/logo.png',
      size: 5120,
      contentType: 'image/png',
      etag: '5d41402abc4b2a76b9719d911017c592',
      publicUrl: 'http://public.example.org.s3.amazonaws.com/logo.png',
    },
  ],
  invalidations: [EXAMPLE_INVALIDATION],
};

/** Why something below a directory is not uploaded. */
const SKIPPED: Readonly<Record<string, string>> = {
  'special-file': 'it is neither a file nor a directory',
  'linked-directory': 'it is a link to a directory',
  'dangling-link': 'it is a link to nothing',
};

export const command: Command = defineCommand({
  examples: [
    { command: 's3front put logo.png s3://public.example.org/logo.png', summary: 'One file under a name.' },
    { command: 's3front put -r site/ s3://public.example.org', summary: 'Everything below a directory.' },
    {
      command: 's3front put --add-header Cache-Control:max-age=60 *.html s3://www.example.org/',
      summary: 'Several files with a header.',
    },
    { command: 'date | s3front put - s3://public.example.org/now.txt', summary: 'Standard input.' },
  ],
  positionals: [
    { name: 'FILE', summary: 'File, directory (with -r), or - for standard input', required: true, repeatable: true },
    { name: 's3://BUCKET[/KEY]', summary: 'Where to; below it when it ends in /', required: true, repeatable: false },
  ],
  options: ['recursive', 'acl-public', 'acl-private', 'mime-type', 'add-header', 'cf-invalidate', 'cf-distribution'],
  details: [
    'A directory keeps its own name below the destination unless it is written with a slash at its end. Content types follow from the names.',
    'Without --acl-public no ACL is sent, which is what a bucket of today wants. On a bucket that refuses ACLs --acl-public fails; private objects are served by a distribution all the same (cfcreate).',
  ],
  json: EXAMPLE,
  async run(context, { words, options }) {
    exclusive('--acl-public', options['acl-public'], '--acl-private', options['acl-private']);
    const destination = s3UriOf(words.at(-1) ?? '');
    const settings = await context.settings();
    const distribution = distributionOf(options['cf-distribution']);
    const isPublic = options['acl-public'] || (settings.aclPublic && !options['acl-private']);
    const request = {
      sources: words.slice(0, -1),
      destination,
      recursive: options.recursive,
      acl: isPublic ? ('public-read' as const) : undefined,
      headers: headersOf(options['add-header'], options['mime-type']),
    };
    context.ifInterrupted('What was uploaded stays. Run the same command again for the rest.');
    const quiet = await context.useCase();
    const urlOf = isPublic ? await publicUrls(quiet, settings, destination) : undefined;
    const useCase = await context.useCase(reporter(context, urlOf));
    const files = context.environment.files((path, reason) =>
      context.output.warn(`${path} is left out: ${SKIPPED[reason] ?? reason}.`),
    );
    const uploads = await putObjects(useCase, files, request);
    context.output.live.stop();
    const invalidations = options['cf-invalidate']
      ? await invalidate(useCase, { targets: uploads.map((upload) => upload.target), distribution })
      : [];
    for (const { distribution: id, invalidations: sent } of invalidations) {
      for (const invalidation of sent) {
        context.output.print(`Created invalidation request for ${invalidation.paths.length} paths`);
        context.output.print(`Check progress with: s3front cfinvalinfo cf://${id}/${invalidation.id}`);
      }
    }
    context.output.document({
      uploads: uploads.map((upload) => uploadDocument(upload, urlOf)),
      invalidations: invalidationDocuments(invalidations),
    } satisfies PutDocument);
  },
});

function headersOf(lines: readonly string[], mimeType: string | undefined): ObjectHeaders {
  return headersFromLines(mimeType === undefined ? lines : [...lines, `Content-Type:${mimeType}`]);
}

/** Prints each upload when it is done, and shows on a terminal what is on the way. */
function reporter(
  context: CommandContext,
  urlOf: ((target: S3Uri) => string) | undefined,
): (event: UseCaseEvent) => void {
  const { output, environment } = context;
  const narrate = createNarrator(output, environment.clock);
  const onTheWay = new Map<number, { readonly source: string; sent: number; readonly size: number | undefined }>();
  let count = 1;
  const meter = (): string => {
    const all = [...onTheWay.entries()];
    const [first] = all;
    if (first === undefined) return 'Uploading...';
    const [index, { source, sent, size }] = first;
    const share = size === undefined || size === 0 ? `${sent} bytes` : `${Math.floor((100 * sent) / size)}%`;
    const others = all.length > 1 ? ` and ${all.length - 1} more` : '';
    return `Uploading ${index} of ${count}: ${source} ${share}${others}`;
  };
  return (event) => {
    if (event.kind === 'upload-started') {
      count = event.count;
      onTheWay.set(event.index, { source: event.source, sent: 0, size: event.size });
      output.live.follow(meter);
    } else if (event.kind === 'upload-progress') {
      const upload = onTheWay.get(event.index);
      if (upload !== undefined) upload.sent = event.sent;
    } else if (event.kind === 'upload-finished') {
      onTheWay.delete(event.index);
      output.print(uploadLine(event.upload, event.index, event.count));
      if (urlOf !== undefined) output.print(`Public URL of the object is: ${urlOf(event.upload.target)}`);
    } else {
      narrate(event);
    }
  };
}

function uploadLine({ source, target, size, milliseconds }: Upload, index: number, count: number): string {
  const seconds = (milliseconds / 1000).toFixed(1);
  const speed = formatSpeed(size, milliseconds);
  return `upload: '${source}' -> '${formatS3Uri(target)}' (${size} bytes in ${seconds} seconds, ${speed}) [${index} of ${count}]`;
}

function uploadDocument(
  upload: Upload,
  urlOf: ((target: S3Uri) => string) | undefined,
): PutDocument['uploads'][number] {
  const { source, target, size, contentType, etag } = upload;
  return { source, uri: formatS3Uri(target), size, contentType, etag, publicUrl: urlOf?.(target) ?? null };
}

/** Where the public finds the objects. Asked before anything is sent, so that a bucket that is not there is told first. */
async function publicUrls(
  context: UseCaseContext,
  settings: Settings,
  { bucket }: S3Uri,
): Promise<(target: S3Uri) => string> {
  const { objects } = context.provider;
  const region = await objects.bucketRegion(bucket, { signal: context.signal }).catch((error: unknown) => {
    // Whoever may write may still not be allowed to ask where the bucket is.
    if (hasCode(error, 'ACCESS_DENIED')) return objects.region;
    throw error;
  });
  return (target) => {
    const place = { bucket, region, key: target.key };
    return endpointUrl(settings, target) ?? virtualHostedUrl(place) ?? pathStyleUrl(place);
  };
}
