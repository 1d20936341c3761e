import { S3FrontError } from '../errors.ts';
import { expectParsed } from '../naming/parsed.ts';
import { formatS3Uri, parseKey, type S3Uri } from '../naming/s3-uri.ts';
import type { Files, LocalFile } from '../ports/files.ts';
import { collect } from './collect.ts';
import type { PlannedUpload, PutObjectsRequest } from './put-objects.ts';

/**
 * Which file goes under which key, decided before anything is sent. A directory keeps its own name below the
 * destination unless it is written with a `/` at its end, as s3cmd and rsync have it.
 *
 * @throws `FILE_NOT_FOUND`, `FILE_UNREADABLE`, `DIRECTORY_NOT_RECURSIVE`, `DESTINATION_NOT_A_DIRECTORY`,
 * `STANDARD_INPUT_MIXED`, `DESTINATION_KEY_MISSING`, `NOTHING_TO_UPLOAD`, `KEY_INVALID`
 */
export async function planUploads(
  files: Files,
  request: Pick<PutObjectsRequest, 'sources' | 'destination' | 'recursive'>,
): Promise<readonly PlannedUpload[]> {
  const { sources, destination } = request;
  if (sources.includes('-')) return [planStandardInput(files, sources, destination)];
  const found: LocalFile[] = [];
  for (const source of sources) found.push(...(await filesOf(files, source, request.recursive)));
  const [only, ...others] = found;
  if (only === undefined) {
    throw usage('NOTHING_TO_UPLOAD', `There are no files in ${sources.join(', ')}.`);
  }
  const directory = destination.key === '' || destination.key.endsWith('/');
  if (directory) return found.map((file) => planned(file, destination, destination.key + file.relative));
  if (others.length === 0 && sources[0] === only.path) return [planned(only, destination, destination.key)];
  throw usage(
    'DESTINATION_NOT_A_DIRECTORY',
    `${found.length} files cannot all be stored as ${formatS3Uri(destination)}.`,
    `End the destination with a slash: ${formatS3Uri(destination)}/`,
  );
}

function planned(file: LocalFile, destination: S3Uri, key: string): PlannedUpload {
  const checked = expectParsed(parseKey(key), 'KEY_INVALID', `The key '${key}' for ${file.path}`);
  return { source: file.path, target: { kind: 's3', bucket: destination.bucket, key: checked }, body: file.body };
}

function planStandardInput(files: Files, sources: readonly string[], destination: S3Uri): PlannedUpload {
  if (sources.length > 1) {
    throw usage('STANDARD_INPUT_MIXED', 'Standard input (-) cannot be uploaded together with files.');
  }
  if (destination.key === '' || destination.key.endsWith('/')) {
    throw usage(
      'DESTINATION_KEY_MISSING',
      `Standard input has no name, so ${formatS3Uri(destination)} must not end with a slash.`,
      `Say what to call it: s3front put - ${formatS3Uri(destination)}NAME`,
    );
  }
  return { source: '<stdin>', target: destination, body: files.standardInput() };
}

async function filesOf(files: Files, source: string, recursive: boolean): Promise<readonly LocalFile[]> {
  const kind = await files.inspect(source);
  if (kind !== 'directory') return [await files.file(source)];
  if (!recursive) {
    throw usage(
      'DIRECTORY_NOT_RECURSIVE',
      `${source} is a directory.`,
      `Upload all that is in it with --recursive (-r).`,
    );
  }
  const prefix = ownName(source);
  return (await collect(files.walk(source))).map((file) => ({ ...file, relative: prefix + file.relative }));
}

/** `site/` for `path/to/site`; nothing for `path/to/site/`, `.` and `..`. */
function ownName(directory: string): string {
  const name = directory.split('/').at(-1) ?? '';
  return name === '' || name === '.' || name === '..' ? '' : `${name}/`;
}

function usage(code: string, message: string, hint?: string): S3FrontError {
  return new S3FrontError({ code, kind: 'usage', message, hint });
}
