import { AwsError } from '../../world/aws-error.ts';
import type { World } from '../../world/world.ts';
import { readText } from '../body-text.ts';
import { WIRE_LIMITS } from '../limits.ts';
import { headerOf, type WireRequest } from '../request.ts';
import type { RequestLog } from '../request-log.ts';
import type { WireResponse } from '../response.ts';
import { meaningOfHost } from '../target/host.ts';
import { readFaultRule, writeFaultRule } from './fault-rule.ts';
import { asMovable } from './moving-clock.ts';

export interface ControlOptions {
  readonly world: World;
  readonly log: RequestLog;
  readonly suffixes: readonly string[];
  /** Answer callers from elsewhere too. */
  readonly fromAnywhere: boolean;
}

const PREFIX = '/_s3front/';
/** Where moto's server has it. */
const MOTO_RESET = '/moto-api/reset';

/** The surface by which a test moves the server's world: no part of AWS, and only for this machine. */
export class Control {
  readonly #options: ControlOptions;

  constructor(options: ControlOptions) {
    this.#options = options;
  }

  /** A path that no bucket can have, unless the host names one. */
  isMeant(request: WireRequest): boolean {
    const isReset = request.path === MOTO_RESET && request.method === 'POST';
    if (!request.path.startsWith(PREFIX) && !isReset) return false;
    const host = meaningOfHost(headerOf(request, 'host') ?? '', this.#options.suffixes);
    if (host === 'nothing') return true;
    return 'name' in host && this.#options.world.siteOf(host.name) === undefined;
  }

  async answer(request: WireRequest): Promise<WireResponse> {
    const refusal = this.#refusal(request);
    if (refusal !== undefined) return json(403, { error: refusal });
    try {
      return await this.#run(request);
    } catch (error) {
      if (error instanceof AwsError) return json(error.status, { error: error.message });
      throw error;
    }
  }

  async #run(request: WireRequest): Promise<WireResponse> {
    const { world, log } = this.#options;
    const name = request.path === MOTO_RESET ? 'reset' : request.path.slice(PREFIX.length);
    switch (`${request.method} ${name}`) {
      case 'GET health':
        return json(200, { status: 'ok' });
      case 'POST reset':
        await world.reset();
        log.clear();
        return json(200, { status: 'ok' });
      case 'GET clock':
        return json(200, { now: new Date(world.clock.now()).toISOString() });
      case 'POST clock':
        return this.#moveClock(await documentOf(request));
      case 'GET faults':
        return json(200, { faults: world.faults.list().map(writeFaultRule) });
      case 'POST faults': {
        const rule = readFaultRule(await documentOf(request));
        if (typeof rule === 'string') return json(400, { error: rule });
        world.faults.add(rule);
        return json(201, writeFaultRule(rule));
      }
      case 'DELETE faults':
        world.faults.clear();
        return json(200, { faults: [] });
      case 'GET requests':
        return json(200, { requests: log.entries });
      case 'DELETE requests':
        log.clear();
        return json(200, { requests: [] });
      case 'GET calls':
        return json(200, { calls: world.calls });
      default:
        return json(404, { error: `There is no ${request.method} ${request.path}.` });
    }
  }

  #moveClock(document: unknown): WireResponse {
    const { world } = this.#options;
    const clock = asMovable(world.clock);
    if (clock === undefined) return json(409, { error: "This World's clock cannot be moved." });
    const advance =
      typeof document === 'object' && document !== null && 'advance' in document ? document.advance : undefined;
    if (typeof advance !== 'number' || !Number.isFinite(advance) || advance < 0) {
      return json(400, { error: '"advance" is a number of milliseconds, not below zero.' });
    }
    clock.advance(advance);
    return json(200, { now: new Date(clock.now()).toISOString() });
  }

  /** Another machine, a page of another origin, and a name that was bent to this address have no business here. */
  #refusal(request: WireRequest): string | undefined {
    if (this.#options.fromAnywhere) return undefined;
    const { remoteAddress } = request;
    if (remoteAddress !== undefined && !isLoopback(remoteAddress)) return 'Only this machine may do that.';
    const host = headerOf(request, 'host');
    if (host !== undefined && !isLoopbackHost(host)) return `'${host}' is not a name of this machine.`;
    const origin = headerOf(request, 'origin');
    if (origin !== undefined && !isLoopbackOrigin(origin)) return `A page of '${origin}' may not do that.`;
    return undefined;
  }
}

function isLoopback(address: string): boolean {
  return address === '::1' || /^(?:::ffff:)?127\./.test(address);
}

function isLoopbackHost(host: string): boolean {
  const name = host.toLowerCase().replace(/:\d*$/, '');
  return name === 'localhost' || name === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(name);
}

function isLoopbackOrigin(origin: string): boolean {
  return URL.canParse(origin) && isLoopbackHost(new URL(origin).host);
}

function json(status: number, value: object): WireResponse {
  return { status, headers: { 'content-type': 'application/json' }, body: `${JSON.stringify(value)}\n` };
}

async function documentOf(request: WireRequest): Promise<unknown> {
  const text = await readText(request.body, WIRE_LIMITS.document, () => badDocument(413, 'The document is too long.'));
  try {
    return JSON.parse(text);
  } catch {
    throw badDocument(400, 'The document is no JSON.');
  }
}

/** Never seen as AWS's: the surface has answers of its own. */
function badDocument(status: number, message: string): AwsError {
  return new AwsError({ service: 's3', code: 'InvalidRequest', status, message });
}
