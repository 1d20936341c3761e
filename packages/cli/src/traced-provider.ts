import type { Provider } from '@s3front/core';

/** The provider, telling of each call: what --debug shows where there are no requests on a wire. */
export function tracedProvider(provider: Provider, trace: (line: string) => void): Provider {
  return {
    cdn: traced('cdn', provider.cdn, trace),
    objects: traced('objects', provider.objects, trace),
    certificates: traced('certificates', provider.certificates, trace),
    close: () => provider.close(),
  };
}

function traced<Port extends object>(name: string, port: Port, trace: (line: string) => void): Port {
  return new Proxy(port, {
    get(target, property) {
      const member: unknown = Reflect.get(target, property);
      if (typeof member !== 'function') return member;
      return (...parameters: readonly unknown[]): unknown => {
        const words = parameters.filter((parameter) => typeof parameter === 'string');
        trace(`${name}.${String(property)} ${words.join(' ')}`.trimEnd());
        return Reflect.apply(member, target, [...parameters]);
      };
    },
  });
}
