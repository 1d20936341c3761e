import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { OperationStatus } from '../operations/operation.ts';

export interface AnsweredRequest {
  readonly method: string;
  /** The path of the route as the specification has it, so that there are few of them. */
  readonly route: string;
  readonly status: number;
  readonly milliseconds: number;
}

export interface MetricSources {
  readonly openRequests: () => number;
  readonly operations: () => Promise<Readonly<Record<OperationStatus, number>>>;
}

/** What a Prometheus reads. */
export interface Metrics {
  answered(request: AnsweredRequest): void;
  readonly contentType: string;
  text(): Promise<string>;
}

/** In seconds: an answer from memory takes milliseconds, one that waits for AWS seconds. */
const BUCKETS = [0.005, 0.02, 0.1, 0.5, 1, 5, 20, 60, 300];

/** Metrics of one server. They hold no name of a bucket, a key, a token or a client. */
export function createMetrics(sources: MetricSources): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const requests = new Counter({
    name: 's3front_http_requests_total',
    help: 'Requests that were answered',
    labelNames: ['method', 'route', 'status'],
    registers,
  });
  const duration = new Histogram({
    name: 's3front_http_request_duration_seconds',
    help: 'How long answers took, to the last byte',
    labelNames: ['method', 'route'],
    buckets: BUCKETS,
    registers,
  });
  new Gauge({
    name: 's3front_http_requests_open',
    help: 'Requests that are being answered',
    registers,
    collect() {
      this.set(sources.openRequests());
    },
  });
  new Gauge({
    name: 's3front_operations',
    help: 'Operations that are kept, by status',
    labelNames: ['status'],
    registers,
    async collect() {
      for (const [status, count] of Object.entries(await sources.operations())) this.set({ status }, count);
    },
  });
  return {
    answered({ method, route, status, milliseconds }) {
      requests.inc({ method, route, status: String(status) });
      duration.observe({ method, route }, milliseconds / 1000);
    },
    contentType: registry.contentType,
    text: () => registry.metrics(),
  };
}
