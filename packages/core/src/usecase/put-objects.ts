import { mediaType } from '../content/media-type.ts';
import type { ObjectHeaders } from '../content/object-headers.ts';
import type { S3Uri } from '../naming/s3-uri.ts';
import type { Files } from '../ports/files.ts';
import type { ObjectBody } from '../ports/object-store.ts';
import { explainAclRefusal } from './acl-refusal.ts';
import type { UseCaseContext } from './context.ts';
import type { Upload } from './event.ts';
import { planUploads } from './plan-uploads.ts';

export interface PutObjectsRequest {
  /** Paths of files, of directories when recursive, or `-` alone for standard input. */
  readonly sources: readonly string[];
  /** A key, or a prefix that ends in `/` (or a bucket) below which the names of the sources are kept. */
  readonly destination: S3Uri;
  readonly recursive: boolean;
  /** Absent: no ACL is sent, which is what a bucket with ACLs disabled wants. */
  readonly acl?: 'private' | 'public-read' | undefined;
  /** Sent with every object; a content type in it wins over the guess. */
  readonly headers: ObjectHeaders;
}

/** One upload as it is decided before anything is sent. */
export interface PlannedUpload {
  /** The path as the person wrote it, or `<stdin>`. */
  readonly source: string;
  readonly target: S3Uri;
  readonly body: ObjectBody;
}

/** What an object is called when its name says nothing, as s3cmd has it. */
const UNKNOWN_TYPE = 'binary/octet-stream';
/** How many files are on the way at once: enough to hide the latency of S3, few enough for any machine. */
const CONCURRENCY = 8;

/**
 * Uploads files, with the content types that their names say. Several are on the way at once; they are reported in
 * the order of the plan. The first failure stops the rest.
 *
 * @throws `FILE_NOT_FOUND`, `FILE_UNREADABLE`, `DIRECTORY_NOT_RECURSIVE`, `DESTINATION_NOT_A_DIRECTORY`,
 * `NOTHING_TO_UPLOAD`: before anything is sent; `BUCKET_NOT_FOUND`, `ACL_NOT_SUPPORTED`, `PUBLIC_ACL_BLOCKED`
 */
export async function putObjects(
  context: UseCaseContext,
  files: Files,
  request: PutObjectsRequest,
): Promise<readonly Upload[]> {
  const plan = await planUploads(files, request);
  const stop = new AbortController();
  const signal = context.signal === undefined ? stop.signal : AbortSignal.any([context.signal, stop.signal]);
  const uploads: (Upload | undefined)[] = plan.map(() => undefined);
  const reporter = inOrder(context, uploads);
  let failure: { readonly error: unknown } | undefined;
  let next = 0;

  const work = async (): Promise<void> => {
    while (next < plan.length && failure === undefined) {
      const index = next;
      next += 1;
      const planned = plan[index];
      if (planned === undefined) return;
      try {
        uploads[index] = await uploadOne({ ...context, signal }, request, planned, index, plan.length);
        reporter.finished();
      } catch (error) {
        failure ??= { error };
        stop.abort(error);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(CONCURRENCY, plan.length) }, work));
  reporter.flush();

  const finished = uploads.filter((upload) => upload !== undefined);
  if (failure === undefined) return finished;
  if (plan.length > 1) {
    context.report?.({ kind: 'warning', message: `${finished.length} of ${plan.length} files were uploaded.` });
  }
  if (request.acl !== 'public-read') throw failure.error;
  throw await explainAclRefusal(context, request.destination.bucket, failure.error);
}

async function uploadOne(
  context: UseCaseContext,
  request: PutObjectsRequest,
  planned: PlannedUpload,
  index: number,
  count: number,
): Promise<Upload> {
  const { source, target, body } = planned;
  const { clock, signal } = context;
  const started = clock.now();
  const contentType = request.headers.contentType ?? mediaType(target.key) ?? UNKNOWN_TYPE;
  let size = 0;
  context.report?.({ kind: 'upload-started', source, target, index: index + 1, count, size: body.size });
  const { etag } = await context.provider.objects.putObject(
    {
      bucket: target.bucket,
      key: target.key,
      body: counted(body, (bytes) => {
        size = bytes;
      }),
      headers: { ...request.headers, contentType },
      acl: request.acl,
    },
    {
      signal,
      onProgress: (sent) =>
        context.report?.({
          kind: 'upload-progress',
          index: index + 1,
          sent,
          size: body.size,
          elapsed: clock.now() - started,
        }),
    },
  );
  return { source, target, size, etag, contentType, milliseconds: clock.now() - started };
}

/** The body, telling after each chunk how many bytes were read since it was opened. */
function counted(body: ObjectBody, told: (bytes: number) => void): ObjectBody {
  return {
    size: body.size,
    async *open() {
      let bytes = 0;
      told(bytes);
      for await (const chunk of body.open()) {
        bytes += chunk.byteLength;
        told(bytes);
        yield chunk;
      }
    },
  };
}

/** Reports finished uploads in the order of the plan, whichever came first. */
function inOrder(context: UseCaseContext, uploads: readonly (Upload | undefined)[]) {
  let reported = 0;
  const tell = (upload: Upload, index: number): void =>
    context.report?.({ kind: 'upload-finished', upload, index: index + 1, count: uploads.length });
  return {
    finished(): void {
      for (let upload = uploads[reported]; upload !== undefined; upload = uploads[reported]) {
        tell(upload, reported);
        reported += 1;
      }
    },
    /** After a failure: what finished behind the gap. */
    flush(): void {
      for (; reported < uploads.length; reported += 1) {
        const upload = uploads[reported];
        if (upload !== undefined) tell(upload, reported);
      }
    },
  };
}
