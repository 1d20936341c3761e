import { randomUUID } from 'node:crypto';
import { AwsError, type ServiceName } from '../world/aws-error.ts';
import type { World } from '../world/world.ts';
import type { Accounts } from './accounts.ts';
import { ConnectionLost } from './adapters/connection-lost.ts';
import { Authenticator } from './auth/authenticate.ts';
import { type Signature, signatureOf } from './auth/signature.ts';
import type { Control } from './control/control.ts';
import { errorAnswer, internalError } from './errors/error-answer.ts';
import { requestIdHeaders } from './errors/request-id.ts';
import { headerOf, parseQuery, type WireRequest } from './request.ts';
import type { RequestLog } from './request-log.ts';
import type { WireResponse } from './response.ts';
import type { AuthenticatedRequest, Target } from './service.ts';
import { serviceOf } from './services.ts';
import { targetOf, type UnknownService } from './target/target.ts';

/** What an adapter knows of a request; the door adds the rest. */
export type Arrival = Omit<WireRequest, 'requestId' | 'parameters'>;

export interface DoorOptions {
  readonly world: World;
  readonly accounts: Accounts;
  readonly strictAuth: boolean;
  /** Domains below which buckets are, `localhost` among them. */
  readonly suffixes: readonly string[];
  readonly control: Control;
  readonly log: RequestLog;
  /** Is told what went wrong inside, which a client never is. */
  readonly onFault: (error: unknown, requestId: string) => void;
}

/** The one way in: detects the service, authenticates, lets the service answer, and renders what it refuses. */
export class Door {
  readonly #options: DoorOptions;
  readonly #authenticator: Authenticator;

  constructor(options: DoorOptions) {
    this.#options = options;
    const { accounts, strictAuth, world } = options;
    this.#authenticator = new Authenticator({ accounts, strict: strictAuth, now: () => world.clock.now() });
  }

  /** Never rejects, but for a connection that is gone. */
  async answer(arrival: Arrival): Promise<WireResponse> {
    const request: WireRequest = { ...arrival, requestId: randomUUID(), parameters: parseQuery(arrival.query) };
    const { control, world } = this.#options;
    if (control.isMeant(request)) return control.answer(request);
    const signature = signatureOf(request);
    const target = targetOf(request, signature, {
      suffixes: this.#options.suffixes,
      siteOf: (name) => world.siteOf(name),
    });
    const outcome = await this.#outcome(request, target, signature);
    this.#note(request, signature, outcome);
    const ids = requestIdHeaders(outcome.service, request.requestId);
    const server = outcome.service === 's3' ? { server: 'AmazonS3' } : {};
    return { ...outcome.response, headers: { ...server, ...ids, ...outcome.response.headers } };
  }

  async #outcome(request: WireRequest, target: Target | UnknownService, signature: Signature): Promise<Outcome> {
    if ('unknown' in target) return refused(unknownService(target.unknown), 'sts', request);
    const { service } = target;
    try {
      const authenticated = await this.#authenticator.authenticate(request, target, signature);
      const run = await serviceOf(service);
      return { service, response: await run(authenticated, this.#worldOf(authenticated)) };
    } catch (error) {
      if (error instanceof ConnectionLost) throw error;
      if (error instanceof AwsError) return refused(error, service, request);
      this.#options.onFault(error, request.requestId);
      return refused(internalError(service), service, request);
    }
  }

  #worldOf({ caller }: AuthenticatedRequest): World {
    const { world, accounts } = this.#options;
    return world.inAccount(caller.kind === 'account' ? caller.account.id : accounts.first.id);
  }

  #note(request: WireRequest, signature: Signature, { service, response, error }: Outcome): void {
    const { log, world, accounts } = this.#options;
    const isSigned = signature.version === 2 || signature.version === 4;
    const known = isSigned ? accounts.byAccessKey(signature.accessKey) : undefined;
    log.add({
      at: world.clock.now(),
      requestId: request.requestId,
      method: request.method,
      url: request.query === '' ? request.path : `${request.path}?${withoutSignature(request.query)}`,
      host: headerOf(request, 'host') ?? '',
      service,
      caller: known?.account.name ?? 'anonymous',
      status: response.status,
      ...(error === undefined ? {} : { error: error.code }),
    });
  }
}

interface Outcome {
  readonly service: ServiceName;
  readonly response: WireResponse;
  readonly error?: AwsError | undefined;
}

function refused(error: AwsError, service: ServiceName, request: WireRequest): Outcome {
  return { service, response: errorAnswer(error, service, request.requestId), error };
}

/** A log is read by many. */
function withoutSignature(query: string): string {
  return query.replace(/((?:X-Amz-)?Signature|X-Amz-Security-Token)=[^&]*/gi, '$1=...');
}

function unknownService(name: string): AwsError {
  return new AwsError({
    service: 'sts',
    code: 'InvalidAction',
    status: 400,
    message: `The service '${name}' is not implemented by this offline AWS; it has s3, cloudfront, acm, route53 and sts.`,
  });
}
