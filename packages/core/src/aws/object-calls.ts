import type { PutObjectCommandInput } from '@aws-sdk/client-s3';
import { S3FrontError } from '../errors.ts';
import type { BucketName } from '../naming/bucket-name.ts';
import type { ObjectStore } from '../ports/object-store.ts';
import { atBorder, type Call, everyItem, expectMember } from './border.ts';
import type { Clients } from './clients.ts';
import { readHeaders, writeHeaders } from './object-headers.ts';
import { readEntries } from './s3-listing.ts';
import { upload } from './upload.ts';
import { httpOptions, unquoted } from './wire.ts';

type ObjectCalls = Pick<ObjectStore, 'listObjects' | 'putObject' | 'getObject' | 'headObject' | 'deleteObjects'>;

/** How many keys one DeleteObjects takes. Source: S3 API Reference, DeleteObjects. */
const KEYS_PER_DELETE = 1000;

/** What is asked of S3 about objects. */
export function objectCalls(clients: Clients): ObjectCalls {
  return {
    listObjects: (bucket, { prefix, delimiter, startAfter }, options) =>
      everyItem(
        { service: 's3', operation: 'ListObjectsV2', subject: { bucket }, signal: options?.signal },
        async () => {
          const { sdk, client } = await clients.s3();
          // Encoded, because XML cannot hold every character that a key can.
          const input = {
            Bucket: bucket,
            Prefix: prefix,
            Delimiter: delimiter,
            StartAfter: startAfter,
            EncodingType: 'url',
          } as const;
          return sdk.paginateListObjectsV2({ client }, input, httpOptions(options));
        },
        readEntries,
      ),

    putObject: async (request, options) => {
      const { bucket, key, acl, condition } = request;
      const putting: Call = {
        service: 's3',
        operation: 'PutObject',
        subject: { bucket, key, publicAcl: acl === 'public-read' },
        signal: options?.signal,
      };
      return atBorder(putting, async () => {
        const s3 = await clients.s3();
        const params: PutObjectCommandInput = {
          ...writeHeaders(s3.sdk, request.headers),
          Bucket: bucket,
          Key: key,
          ...(acl === undefined ? {} : { ACL: acl }),
          ...(condition?.kind === 'absent' ? { IfNoneMatch: '*' } : {}),
          ...(condition?.kind === 'version' ? { IfMatch: `"${condition.etag}"` } : {}),
        };
        const answer = await upload(s3, params, request.body, options ?? {});
        return { etag: unquoted(expectMember(answer.ETag, 'ETag', putting)) };
      });
    },

    getObject: (bucket, key, options) => {
      const getting: Call = {
        service: 's3',
        operation: 'GetObject',
        subject: { bucket, key },
        signal: options?.signal,
      };
      return atBorder(getting, async () => {
        const { sdk, client } = await clients.s3();
        const range = options?.range;
        const command = new sdk.GetObjectCommand({
          Bucket: bucket,
          Key: key,
          ...(range === undefined ? {} : { Range: `bytes=${range.first}-${range.last}` }),
          ...(options?.ifMatch === undefined ? {} : { IfMatch: `"${options.ifMatch}"` }),
        });
        const answer = await client.send(command, httpOptions(options));
        const body = expectMember(answer.Body, 'body', getting);
        return {
          size: answer.ContentLength ?? 0,
          etag: unquoted(answer.ETag ?? ''),
          lastModified: answer.LastModified?.getTime() ?? 0,
          headers: readHeaders(answer),
          body: everyItem(
            getting,
            async () => chunksOf(body.transformToWebStream()),
            (chunk) => [chunk],
          ),
        };
      });
    },

    headObject: (bucket, key, options) => {
      const subject = { bucket, key };
      return atBorder({ service: 's3', operation: 'HeadObject', subject, signal: options?.signal }, async () => {
        const { sdk, client } = await clients.s3();
        const answer = await client.send(new sdk.HeadObjectCommand({ Bucket: bucket, Key: key }), httpOptions(options));
        return {
          size: answer.ContentLength ?? 0,
          etag: unquoted(answer.ETag ?? ''),
          lastModified: answer.LastModified?.getTime() ?? 0,
          headers: readHeaders(answer),
        };
      });
    },

    deleteObjects: async (bucket, keys, options) => {
      const deleting: Call = {
        service: 's3',
        operation: 'DeleteObjects',
        subject: { bucket },
        signal: options?.signal,
      };
      const remaining: { readonly key: string; readonly code: string; readonly message: string }[] = [];
      for (let start = 0; start < keys.length; start += KEYS_PER_DELETE) {
        const batch = keys.slice(start, start + KEYS_PER_DELETE);
        const answer = await atBorder(deleting, async () => {
          const { sdk, client } = await clients.s3();
          const command = new sdk.DeleteObjectsCommand({
            Bucket: bucket,
            Delete: { Objects: batch.map((key) => ({ Key: key })), Quiet: true },
          });
          return client.send(command, httpOptions(options));
        });
        for (const { Key: key = '', Code: code = 'Unknown', Message: message = '' } of answer.Errors ?? []) {
          remaining.push({ key, code, message });
        }
      }
      if (remaining.length > 0) throw deleteFailed(bucket, keys.length, remaining);
    },
  };
}

async function* chunksOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  const reader = stream.getReader();
  try {
    while (true) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    // Who stops early wants no more of it; the connection is given up.
    await reader.cancel();
  }
}

function deleteFailed(
  bucket: BucketName,
  asked: number,
  remaining: readonly { readonly key: string; readonly code: string; readonly message: string }[],
): S3FrontError {
  return new S3FrontError({
    code: 'DELETE_FAILED',
    kind: 'partial',
    message: `S3 kept ${remaining.length} of ${asked} objects in s3://${bucket}.`,
    problems: remaining.map(({ key, code, message }) => ({
      code,
      message: `s3://${bucket}/${key}: ${message === '' ? code : message}`,
    })),
  });
}
