import { type AwsError, acmError } from '../../world/aws-error.ts';

export type JsonDocument = Readonly<Record<string, unknown>>;

/** @throws `SerializationException` */
export function readDocument(text: string): JsonDocument {
  try {
    const read: unknown = JSON.parse(text === '' ? '{}' : text);
    if (typeof read === 'object' && read !== null && !Array.isArray(read))
      return Object.fromEntries(Object.entries(read));
  } catch {
    // Said below.
  }
  throw wrongShape('The request is no JSON object.');
}

export function textAt(document: JsonDocument, name: string): string | undefined {
  const value = document[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') throw wrongShape(`${name} is no text.`);
  return value;
}

export function requiredTextAt(document: JsonDocument, name: string): string {
  const value = textAt(document, name);
  if (value !== undefined) return value;
  const member = `${name.charAt(0).toLowerCase()}${name.slice(1)}`;
  throw acmError(
    'ValidationException',
    `1 validation error detected: Value null at '${member}' failed to satisfy constraint: Member must not be null`,
  );
}

export function numberAt(document: JsonDocument, name: string): number | undefined {
  const value = document[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'number') throw wrongShape(`${name} is no number.`);
  return value;
}

export function textsAt(document: JsonDocument, name: string): readonly string[] | undefined {
  const value = document[name];
  if (value === undefined || value === null) return undefined;
  if (!Array.isArray(value)) throw wrongShape(`${name} is no list.`);
  return value.map((item: unknown) => {
    if (typeof item !== 'string') throw wrongShape(`${name} holds what is no text.`);
    return item;
  });
}

function wrongShape(message: string): AwsError {
  return acmError('SerializationException', message);
}
