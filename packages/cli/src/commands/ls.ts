import type { ListEntry, S3Uri, UseCaseContext } from '@s3front/core';
import type { Output } from '../output/output.ts';
import { checkReader } from '../output/output-closed.ts';
import { humanSize } from '../output/size.ts';
import { type Command, type CommandContext, defineCommand } from './command.ts';
import { s3UriOf } from './words.ts';

/** What `ls --json` prints: buckets without arguments, else what lies below each URI; the other lists are empty. */
export interface ListDocument {
  readonly buckets: readonly { readonly uri: string; readonly bucket: string; readonly created: string }[];
  readonly prefixes: readonly string[];
  readonly objects: readonly {
    readonly uri: string;
    readonly key: string;
    /** Bytes. */
    readonly size: number;
    readonly lastModified: string;
    readonly etag: string;
  }[];
}

const EXAMPLE: ListDocument = {
  buckets: [{ uri: 's3://public.example.org/', bucket: 'public.example.org', created: '2026-11-22T09:00:00.000Z' }],
  prefixes: ['s3://public.example.org/example/'],
  objects: [
    {
      uri: 's3://public.example.org/index.html',
      key: 'index.html',
      size: 1204,
      lastModified: '2026-11-22T09:30:00.000Z',
      etag: '5d41402abc4b2a76b9719d911017c592',
    },
  ],
};

export const command: Command = defineCommand({
  examples: [
    { command: 's3front ls', summary: 'All buckets.' },
    { command: 's3front ls s3://public.example.org/example/', summary: 'What lies directly below a prefix.' },
    { command: 's3front ls -r s3://public.example.org', summary: 'Everything in a bucket.' },
  ],
  positionals: [{ name: 's3://BUCKET[/PREFIX]', summary: 'What to list', required: false, repeatable: true }],
  options: ['recursive', 'human-readable-sizes', 'list-md5'],
  details: ['Times are UTC.', 'With --json, buckets are listed without arguments, and prefixes and objects with some.'],
  json: EXAMPLE,
  async run(context, { words, options }) {
    const targets = words.map(s3UriOf);
    const useCase = await context.useCase();
    if (targets.length === 0) {
      context.output.document({ ...(await listBuckets(context, useCase)), prefixes: [], objects: [] });
      return;
    }
    const prefixes: string[] = [];
    const objects: ListDocument['objects'][number][] = [];
    for (const target of targets) {
      for await (const entry of entries(useCase, target, options.recursive)) {
        checkReader(context.output);
        print(context.output, target, entry, {
          human: options['human-readable-sizes'],
          etag: options['list-md5'],
        });
        if (!context.output.json) continue;
        if (entry.kind === 'prefix') prefixes.push(`s3://${target.bucket}/${entry.prefix}`);
        else objects.push(objectDocument(target, entry));
      }
    }
    context.output.document({ buckets: [], prefixes, objects } satisfies ListDocument);
  },
});

async function listBuckets(context: CommandContext, useCase: UseCaseContext): Promise<Pick<ListDocument, 'buckets'>> {
  const buckets: ListDocument['buckets'][number][] = [];
  for await (const { name, created } of useCase.provider.objects.listBuckets({ signal: context.signal })) {
    buckets.push({ uri: `s3://${name}/`, bucket: name, created: new Date(created).toISOString() });
  }
  buckets.sort((left, right) => (left.bucket < right.bucket ? -1 : 1));
  for (const { bucket, created } of buckets) context.output.print(`${shortTime(created)}  s3://${bucket}`);
  return { buckets };
}

/** s3cmd lists the directories of a level first; an object's key is never complete before them, so they are held. */
async function* entries(context: UseCaseContext, target: S3Uri, recursive: boolean): AsyncGenerator<ListEntry> {
  const request = { prefix: target.key, delimiter: recursive ? undefined : '/' };
  const held: ListEntry[] = [];
  for await (const entry of context.provider.objects.listObjects(target.bucket, request, { signal: context.signal })) {
    if (recursive || entry.kind === 'prefix') yield entry;
    else held.push(entry);
  }
  yield* held;
}

function print(
  output: Output,
  target: S3Uri,
  entry: ListEntry,
  choice: { readonly human: boolean; readonly etag: boolean },
): void {
  const width = choice.human ? 5 : 12;
  const md5 = (etag: string): string => (choice.etag ? `  ${etag.padEnd(35)}` : '');
  if (entry.kind === 'prefix') {
    output.print(`${' '.repeat(16)} ${'DIR'.padStart(width)}${md5('')}  s3://${target.bucket}/${entry.prefix}`);
    return;
  }
  const { key, size, etag, lastModified } = entry.object;
  const shown = choice.human ? humanSize(size) : String(size);
  const time = shortTime(new Date(lastModified).toISOString());
  output.print(`${time} ${shown.padStart(width)}${md5(etag)}  s3://${target.bucket}/${key}`);
}

function objectDocument(
  target: S3Uri,
  entry: ListEntry & { readonly kind: 'object' },
): ListDocument['objects'][number] {
  const { key, size, etag, lastModified } = entry.object;
  return { uri: `s3://${target.bucket}/${key}`, key, size, lastModified: new Date(lastModified).toISOString(), etag };
}

/** `2026-11-22 09:30` of an ISO time. */
function shortTime(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 16)}`;
}
