import { type RefusalSubject, S3FrontError, translateAwsError } from '@s3front/core';
import { AwsError } from '../world/aws-error.ts';

/** A call through a port: its name in AWS, what it is about, and the signal that ends it. */
export interface PortCall {
  readonly operation: string;
  readonly subject: RefusalSubject;
  readonly signal: AbortSignal | undefined;
}

/**
 * Does the call and translates what the World refuses into what the ports promise.
 * Always in a later turn, as an answer of AWS would come.
 *
 * @throws S3FrontError
 */
export async function translated<Answer>(call: PortCall, act: () => Answer | Promise<Answer>): Promise<Answer> {
  await Promise.resolve();
  throwIfInterrupted(call);
  try {
    return await act();
  } catch (error) {
    throwIfInterrupted(call);
    if (!(error instanceof AwsError)) throw error;
    const { service, code, status, message } = error;
    // The ports do not reach Route 53 and STS.
    if (service === 'route53' || service === 'sts') throw error;
    throw translateAwsError({ service, operation: call.operation, code, status, message }, call.subject, error);
  }
}

/** The items of every page. */
export async function* pages<Page, Item>(
  call: PortCall,
  look: (marker: string | undefined) => Page,
  read: (page: Page) => { readonly items: readonly Item[]; readonly next: string | undefined },
): AsyncGenerator<Item> {
  let marker: string | undefined;
  do {
    const after = marker;
    const { items, next } = read(await translated(call, () => look(after)));
    for (const item of items) {
      throwIfInterrupted(call);
      yield item;
    }
    marker = next;
  } while (marker !== undefined);
}

export function throwIfInterrupted(call: PortCall): void {
  if (call.signal?.aborted !== true) return;
  throw new S3FrontError({
    code: 'INTERRUPTED',
    kind: 'interrupted',
    message: `${call.operation} was interrupted.`,
    cause: call.signal.reason,
  });
}
