import { z } from '@hono/zod-openapi';
import type { Operation, OperationEvent, OperationProblem, OperationStep } from '../operations/operation.ts';
import { HttpProblem } from '../problem/http-problem.ts';
import { problemType, titleOf } from '../problem/problem-document.ts';
import { STATUS_OF_KIND } from '../problem/status.ts';
import { MomentSchema, moment } from './moment.ts';

export const OPERATION_STATUSES = ['queued', 'running', 'succeeded', 'failed', 'cancelled'] as const;

const StepSchema = z
  .object({
    kind: z.string().openapi({ example: 'disabled' }),
    time: MomentSchema,
    distribution: z.string().optional(),
    invalidation: z.string().optional(),
    bucket: z.string().optional(),
    control: z.string().optional().openapi({ description: 'Id of an origin access control' }),
    message: z.string().optional(),
  })
  .openapi('OperationStep');

const OperationProblemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.string(),
    hint: z.string().optional(),
    awsCode: z.string().optional(),
    awsRequestId: z.string().optional(),
  })
  .openapi('OperationProblem', { description: 'Why it failed, as a problem (RFC 9457)' });

export const OperationSchema = z
  .object({
    id: z.string().openapi({ example: 'op_01JDABCDEFGHJKMNPQRSTVWXYZ' }),
    kind: z.enum(['removal', 'deployment', 'invalidation']),
    distribution: z.string(),
    status: z.enum(OPERATION_STATUSES),
    done: z.boolean().openapi({ description: 'It has ended, well or not' }),
    cancelling: z.boolean(),
    created: MomentSchema,
    updated: MomentSchema,
    finished: MomentSchema.nullable(),
    buckets: z.array(z.string()),
    steps: z.array(StepSchema),
    invalidations: z.array(z.string()).openapi({ description: 'Those that were created so far' }),
    problem: OperationProblemSchema.nullable(),
  })
  .openapi('Operation');

export const OperationEventSchema = z
  .object({
    id: z.int().min(1),
    kind: z.enum(['accepted', 'step', 'cancelling', 'ended']),
    time: MomentSchema,
    step: StepSchema.optional(),
    status: z.enum(['succeeded', 'failed', 'cancelled']).optional(),
    problem: OperationProblemSchema.optional(),
  })
  .openapi('OperationEvent', { description: 'The data of one server-sent event' });

export function hasEnded(operation: Operation): boolean {
  switch (operation.status) {
    case 'queued':
    case 'running':
      return false;
    case 'succeeded':
    case 'failed':
    case 'cancelled':
      return true;
  }
}

export function operationDocument(operation: Operation): z.infer<typeof OperationSchema> {
  const { id, request, status, cancelling, created, updated, finished, buckets, steps, invalidations } = operation;
  return {
    id,
    kind: request.kind,
    distribution: request.distribution,
    status,
    done: hasEnded(operation),
    cancelling,
    created: moment(created),
    updated: moment(updated),
    finished: finished === undefined ? null : moment(finished),
    buckets: [...buckets],
    steps: steps.map(stepDocument),
    invalidations: [...invalidations],
    problem: operation.problem === undefined ? null : problemDocument(operation.problem),
  };
}

export function eventDocument(event: OperationEvent): z.infer<typeof OperationEventSchema> {
  const { id, kind, time } = event;
  const told = { id, kind, time: moment(time) };
  switch (event.kind) {
    case 'accepted':
    case 'cancelling':
      return told;
    case 'step':
      return { ...told, step: stepDocument(event.step) };
    case 'ended':
      return {
        ...told,
        status: event.status,
        ...(event.problem === undefined ? {} : { problem: problemDocument(event.problem) }),
      };
  }
}

function stepDocument(step: OperationStep): z.infer<typeof StepSchema> {
  return {
    kind: step.kind,
    time: moment(step.time),
    ...(step.distribution === undefined ? {} : { distribution: step.distribution }),
    ...(step.invalidation === undefined ? {} : { invalidation: step.invalidation }),
    ...(step.bucket === undefined ? {} : { bucket: step.bucket }),
    ...(step.control === undefined ? {} : { control: step.control }),
    ...(step.message === undefined ? {} : { message: step.message }),
  };
}

function problemDocument(problem: OperationProblem): z.infer<typeof OperationProblemSchema> {
  const status = STATUS_OF_KIND[problem.kind];
  return {
    type: problemType(problem.code),
    title: titleOf(status),
    status,
    detail: problem.message,
    code: problem.code,
    ...(problem.hint === undefined ? {} : { hint: problem.hint }),
    ...(problem.aws === undefined ? {} : { awsCode: problem.aws.code }),
    ...(problem.aws?.requestId === undefined ? {} : { awsRequestId: problem.aws.requestId }),
  };
}

/** The 404 of an operation that is not there, or that this caller may not see. */
export function noOperation(): HttpProblem {
  return new HttpProblem({
    status: 404,
    code: 'OPERATION_NOT_FOUND',
    detail: 'There is no such operation; those that ended are kept for a while only.',
    hint: 'List those that are there: GET /v1/operations',
  });
}
