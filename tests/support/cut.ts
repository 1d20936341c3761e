import type { Provider } from '@s3front/core';

/** What a process that was killed leaves behind: nobody catches it. */
export class Cut extends Error {}

/** A provider whose user is killed at the given call: just before it happens, or just after. */
export function cutAt(provider: Provider, call: number, moment: 'before' | 'after'): Provider {
  let calls = 0;

  const port = <Port extends object>(target: Port): Port =>
    new Proxy(target, {
      get(object, name, receiver) {
        const member: unknown = Reflect.get(object, name, receiver);
        if (typeof member !== 'function') return member;
        return (...args: unknown[]) => {
          calls += 1;
          if (calls < call) return member.apply(object, args);
          if (calls > call || moment === 'before') throw new Cut();
          return afterwards(member.apply(object, args));
        };
      },
    });

  return {
    cdn: port(provider.cdn),
    objects: port(provider.objects),
    certificates: provider.certificates,
    close: () => provider.close(),
  };
}

/** The call happens, and its answer reaches nobody. */
function afterwards(answer: unknown): unknown {
  if (answer instanceof Promise) {
    return answer.then(
      () => Promise.reject(new Cut()),
      () => Promise.reject(new Cut()),
    );
  }
  throw new Cut();
}
