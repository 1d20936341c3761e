import { AwsError } from './aws-error.ts';
import { createWorld } from './create-world.ts';
import { VirtualClock } from './virtual-clock.ts';
import type { World, WorldOptions } from './world.ts';

export interface TestWorld extends World {
  readonly clock: VirtualClock;
}

export const PROPAGATION = 60_000;

export function testWorld(options: Partial<WorldOptions> = {}): TestWorld {
  const clock = new VirtualClock();
  return { ...createWorld({ clock, propagation: PROPAGATION, ...options }), clock };
}

/** The code of the error that the call ends with, or `fine`. */
export function codeOf(act: () => unknown): string {
  try {
    act();
    return 'fine';
  } catch (error) {
    if (error instanceof AwsError) return error.code;
    throw error;
  }
}

export async function* bytes(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

export async function textOf(body: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
