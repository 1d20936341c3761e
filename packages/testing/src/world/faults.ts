import { AwsError, type ServiceName } from './aws-error.ts';

/** What goes wrong. */
export type Fault =
  /** Too many requests: nothing is done. */
  | { readonly kind: 'throttle' }
  /** This error: nothing is done. */
  | { readonly kind: 'fail'; readonly code: string; readonly status: number; readonly message?: string | undefined }
  /** The caller lacks the permission: nothing is done. */
  | { readonly kind: 'deny' }
  /** Somebody else changes the same distribution just before, so that its version is another one. */
  | { readonly kind: 'lose-race' }
  /** It is done, and the answer gets lost. */
  | { readonly kind: 'lose-answer' };

export interface FaultRule {
  /** AWS's name of the operation, such as `UpdateDistribution`; `*` for every one. */
  readonly operation: string;
  /** From the so-manieth matching call on, counted from when the rule is added; without it from the first. */
  readonly on?: number | undefined;
  /** For so many calls; without it for one. `Infinity` is allowed. */
  readonly times?: number | undefined;
  readonly fault: Fault;
}

interface Armed {
  readonly rule: FaultRule;
  seen: number;
}

/** Faults on demand, of one World object. */
export class Faults {
  #armed: Armed[] = [];

  /** Adds a rule; the answer takes it away again. */
  add(rule: FaultRule): () => void {
    const armed: Armed = { rule, seen: 0 };
    this.#armed.push(armed);
    return () => {
      this.#armed = this.#armed.filter((other) => other !== armed);
    };
  }

  clear(): void {
    this.#armed = [];
  }

  /** The rules that have not had all of their calls yet. */
  list(): readonly FaultRule[] {
    return this.#armed.filter(({ rule, seen }) => seen < lastCall(rule)).map(({ rule }) => rule);
  }

  /** What is to go wrong with this call; of several rules, the one that was added first decides. */
  take(operation: string): Fault | undefined {
    let taken: Fault | undefined;
    for (const armed of this.#armed) {
      const { rule } = armed;
      if (rule.operation !== '*' && rule.operation !== operation) continue;
      armed.seen += 1;
      if (armed.seen >= firstCall(rule) && armed.seen <= lastCall(rule)) taken ??= rule.fault;
    }
    return taken;
  }
}

function firstCall(rule: FaultRule): number {
  return rule.on ?? 1;
}

function lastCall(rule: FaultRule): number {
  return firstCall(rule) + (rule.times ?? 1) - 1;
}

/** The error with which a fault ends a call before anything is done; undefined for those that act otherwise. */
export function errorOf(fault: Fault, service: ServiceName, operation: string): AwsError | undefined {
  switch (fault.kind) {
    case 'throttle':
      return throttled(service);
    case 'fail': {
      const { code, status } = fault;
      return new AwsError({ service, code, status, message: fault.message ?? `A fault on demand: ${code}.` });
    }
    case 'deny':
      return new AwsError({
        service,
        code: service === 'acm' ? 'AccessDeniedException' : 'AccessDenied',
        status: service === 'acm' ? 400 : 403,
        message: `User: arn:aws:iam::123456789012:user/somebody is not authorized to perform: ${service}:${operation}`,
      });
    case 'lose-race':
    case 'lose-answer':
      return undefined;
  }
}

/** What a caller gets whose answer was lost behind the service's door. */
export function lostAnswer(service: ServiceName): AwsError {
  return new AwsError({ service, code: 'ServiceUnavailable', status: 503, message: 'Service is unable to answer.' });
}

function throttled(service: ServiceName): AwsError {
  switch (service) {
    case 's3':
      return new AwsError({ service, code: 'SlowDown', status: 503, message: 'Please reduce your request rate.' });
    case 'cloudfront':
    case 'route53':
    case 'sts':
      return new AwsError({ service, code: 'Throttling', status: 400, message: 'Rate exceeded' });
    case 'acm':
      return new AwsError({ service, code: 'ThrottlingException', status: 400, message: 'Rate exceeded' });
  }
}
