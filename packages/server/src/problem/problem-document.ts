import { z } from '@hono/zod-openapi';
import type { HttpProblem } from './http-problem.ts';

const FaultSchema = z.object({
  code: z.string(),
  message: z.string(),
  pointer: z.string().optional().openapi({ description: 'JSON pointer into the body', example: '/aliases/0' }),
  parameter: z.string().optional().openapi({ description: 'Name of a parameter or header', example: 'limit' }),
});

/** RFC 9457, with what s3front adds to it. */
export const ProblemSchema = z
  .object({
    type: z.string().openapi({ example: 'urn:s3front:problem:bucket-not-found' }),
    title: z.string().openapi({ example: 'Not Found' }),
    status: z.int().min(400).max(599),
    detail: z.string().openapi({ example: 'There is no bucket s3://public.example.org/.' }),
    code: z.string().openapi({ description: 'Stable; branch on this', example: 'BUCKET_NOT_FOUND' }),
    hint: z.string().optional().openapi({ description: 'What to do next' }),
    requestId: z.string().openapi({ description: 'As in the header X-Request-Id' }),
    awsCode: z.string().optional().openapi({ description: "AWS's own code, where AWS refused" }),
    awsRequestId: z.string().optional(),
    errors: z.array(FaultSchema).optional().openapi({ description: 'Every reason, where there are several' }),
  })
  .openapi('Problem');

export type ProblemDocument = z.infer<typeof ProblemSchema>;

export const PROBLEM_MEDIA_TYPE = 'application/problem+json';

/** The phrases of RFC 9110 and RFC 6585, for `title`. */
const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  408: 'Request Timeout',
  409: 'Conflict',
  412: 'Precondition Failed',
  413: 'Content Too Large',
  414: 'URI Too Long',
  415: 'Unsupported Media Type',
  416: 'Range Not Satisfiable',
  421: 'Misdirected Request',
  422: 'Unprocessable Content',
  428: 'Precondition Required',
  429: 'Too Many Requests',
  431: 'Request Header Fields Too Large',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
};

/** The phrase that goes with a status. */
export function titleOf(status: number): string {
  return TITLES[status] ?? 'Error';
}

/** The stable URI of a kind of problem; it names, and leads nowhere. */
export function problemType(code: string): string {
  return `urn:s3front:problem:${code.toLowerCase().replaceAll('_', '-')}`;
}

export function problemDocument(problem: HttpProblem, requestId: string): ProblemDocument {
  return {
    type: problemType(problem.code),
    title: titleOf(problem.status),
    status: problem.status,
    detail: problem.message,
    code: problem.code,
    ...(problem.hint === undefined ? {} : { hint: problem.hint }),
    requestId,
    ...(problem.aws === undefined ? {} : { awsCode: problem.aws.code }),
    ...(problem.aws?.requestId === undefined ? {} : { awsRequestId: problem.aws.requestId }),
    ...(problem.errors.length === 0 ? {} : { errors: problem.errors.map(faultDocument) }),
  };
}

function faultDocument(fault: HttpProblem['errors'][number]): z.infer<typeof FaultSchema> {
  return {
    code: fault.code,
    message: fault.message,
    ...(fault.pointer === undefined ? {} : { pointer: fault.pointer }),
    ...(fault.parameter === undefined ? {} : { parameter: fault.parameter }),
  };
}

/** The answer to a request that came to nothing. */
export function problemResponse(problem: HttpProblem, requestId: string): Response {
  return new Response(JSON.stringify(problemDocument(problem, requestId)), {
    status: problem.status,
    headers: { ...problem.headers, 'content-type': PROBLEM_MEDIA_TYPE, 'cache-control': 'no-store' },
  });
}
