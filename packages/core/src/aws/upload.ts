import type { PutObjectCommandInput, S3Client } from '@aws-sdk/client-s3';
import type { ObjectBody } from '../ports/object-store.ts';
import { streamOf } from './body-stream.ts';
import type { S3 } from './clients.ts';

/** S3's bounds. Source: S3 User Guide, "Amazon S3 multipart upload limits". */
const SMALLEST_PART: number = 5 * 1024 ** 2;
const MOST_PARTS = 10_000;

/** For standard input, whose end nobody knows: up to 160 GB, with four parts in memory. */
const PART_OF_UNKNOWN: number = 16 * 1024 ** 2;

export interface UploadOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((sent: number) => void) | undefined;
}

/**
 * Sends a body, in parts when it is large, and leaves no parts behind when it fails or is interrupted: the promise
 * settles when S3 has been told to drop them. Throws what the SDK throws.
 */
export async function upload(
  { sdk, client }: S3,
  params: PutObjectCommandInput,
  body: ObjectBody,
  options: UploadOptions,
): Promise<{ readonly ETag?: string | undefined }> {
  const { Upload } = await import('./sdk-upload.ts');
  const stop = new AbortController();
  const forward = (): void => stop.abort(options.signal?.reason);
  options.signal?.addEventListener('abort', forward, { once: true });
  const source = streamOf(body, stop);
  try {
    options.signal?.throwIfAborted();
    const sending = new Upload({
      client: stoppable(sdk, client, stop),
      params: { ...params, Body: source.stream },
      partSize: partSize(body.size),
    });
    sending.on('httpUploadProgress', ({ loaded }) => options.onProgress?.(loaded ?? 0));
    return await sending.done();
  } catch (error) {
    // What went wrong first, not what followed from it.
    throw stop.signal.aborted ? stop.signal.reason : error;
  } finally {
    options.signal?.removeEventListener('abort', forward);
    await source.close();
  }
}

function partSize(size: number | undefined): number {
  return size === undefined ? PART_OF_UNKNOWN : Math.max(SMALLEST_PART, Math.ceil(size / MOST_PARTS));
}

type Send = (command: Parameters<S3Client['send']>[0]) => Promise<unknown>;

/**
 * The client as the upload should use it. `Upload`'s own abort neither cuts what is being sent
 * (https://github.com/aws/aws-sdk-js-v3/issues/5109) nor waits until the parts are dropped, and after one part has
 * failed the others are still sent to the end.
 */
function stoppable(sdk: S3['sdk'], client: S3Client, stop: AbortController): S3Client {
  const send: Send = async (command) => {
    // Whose start is cut may have started all the same, and then nobody knows what there is to drop.
    const isBracket =
      command instanceof sdk.CreateMultipartUploadCommand || command instanceof sdk.AbortMultipartUploadCommand;
    try {
      return await client.send(command, isBracket ? {} : { abortSignal: stop.signal });
    } catch (error) {
      stop.abort(error);
      throw error;
    }
  };
  return Object.create(client, { send: { value: send } });
}
