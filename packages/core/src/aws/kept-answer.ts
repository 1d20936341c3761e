import { HttpResponse } from '@smithy/core/protocols';

type Handler<Args, Result> = (args: Args) => Promise<Result>;

/** Keeps the text of an answer beside what the SDK makes of it. */
export interface KeptAnswer {
  /** The text of the last successful answer. */
  readonly text: () => string | undefined;
  /** The middleware that keeps it, for one command. */
  readonly keep: <Args extends object, Result extends { response: unknown }>(
    next: Handler<Args, Result>,
  ) => Handler<Args, Result>;
}

/** @param collect the client's own way to read a stream, so that this works in every runtime of the SDK */
export function keptAnswer(collect: (stream: unknown) => Promise<Uint8Array>): KeptAnswer {
  let text: string | undefined;
  return {
    text: () => text,
    keep: (next) => async (args) => {
      const result = await next(args);
      const { response } = result;
      if (!HttpResponse.isInstance(response) || response.statusCode !== 200) return result;
      const bytes = response.body instanceof Uint8Array ? response.body : await collect(response.body);
      text = new TextDecoder().decode(bytes);
      // The stream is spent; the deserializer takes bytes just as well.
      response.body = bytes;
      return result;
    },
  };
}
