import { S3FrontError } from '../errors.ts';
import type { ObjectBody } from '../ports/object-store.ts';
import { fileError } from './file-error.ts';

/** A stream of unknown length as a body. It can be opened once: what was read is gone. */
export function standardInput(stream: AsyncIterable<unknown>): ObjectBody {
  let opened = false;
  return {
    size: undefined,
    open: () => {
      if (opened) {
        throw new S3FrontError({
          code: 'STANDARD_INPUT_SPENT',
          kind: 'internal',
          message: 'Standard input can be read once only.',
        });
      }
      opened = true;
      return read(stream);
    },
  };
}

async function* read(stream: AsyncIterable<unknown>): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    for await (const chunk of stream)
      yield chunk instanceof Uint8Array ? chunk : new TextEncoder().encode(String(chunk));
  } catch (error) {
    throw fileError(error, '<stdin>');
  }
}
