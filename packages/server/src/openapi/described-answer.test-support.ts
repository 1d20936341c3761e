import { Ajv2020 } from 'ajv/dist/2020.js';
import { routedPath } from '../http/routed-path.ts';
import { specification } from './specification.ts';

const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false });
ajv.addSchema({ $id: 'specification', ...specification() });

interface DescribedResponse {
  readonly content?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, { readonly required?: boolean }>>;
}

interface DescribedOperation {
  readonly responses: Readonly<Record<string, DescribedResponse>>;
}

/** What the status alone says where HEAD leaves the problem out. */
const NO_BODY: Readonly<Record<number, string>> = {
  404: '{"code":"ROUTE_NOT_FOUND"}',
  405: '{"code":"METHOD_NOT_ALLOWED"}',
};

/** Problems with routes that are no routes, and the reference page, are described nowhere. */
const UNDESCRIBED = ['ROUTE_NOT_FOUND', 'METHOD_NOT_ALLOWED'];

/**
 * Fails unless the specification describes this answer to this request: the path, the status, the media type, the
 * headers that it promises, and the body.
 */
export async function expectDescribed(method: string, path: string, response: Response): Promise<void> {
  const where = `${method} ${path} ${response.status}`;
  // Without dot segments, as the request went.
  const template = templateOf(routedPath(new Request(new URL(path, 'http://localhost')))) ?? '';
  const text = await response.clone().text();
  const told = method === 'HEAD' ? NO_BODY[response.status] : text;
  const described = responseOf(template, method, response.status);
  if (described === 'no operation' && isUndescribed(path, told)) return;
  if (typeof described === 'string') throw new Error(`${where}: ${described} is described\n${text}`);
  const pointer = [template, method.toLowerCase(), 'responses', String(response.status), 'content'];
  const fault =
    missingHeader(described, response) ??
    (method === 'HEAD' ? undefined : bodyFault(described, pointer, response, text));
  if (fault !== undefined) throw new Error(`${where}: ${fault}\n${text}`);
}

/** What is wrong with the body, if anything. */
function bodyFault(
  described: DescribedResponse,
  pointer: readonly string[],
  response: Response,
  text: string,
): string | undefined {
  const type = response.headers.get('content-type')?.split(';')[0] ?? '';
  const types = Object.keys(described.content ?? {});
  // Objects have whatever media type they were stored with.
  if (types.includes('*/*') && response.ok) return undefined;
  if (types.length === 0 ? text !== '' : !types.includes(type)) return `a body of type '${type}'`;
  return type.endsWith('json') ? schemaFaults([...pointer, type, 'schema'], JSON.parse(text)) : undefined;
}

function missingHeader(described: DescribedResponse, response: Response): string | undefined {
  const promised = Object.entries(described.headers ?? {}).filter(([, header]) => header.required === true);
  const missing = promised.map(([name]) => name).find((name) => !response.headers.has(name));
  return missing === undefined ? undefined : `the header ${missing} is missing`;
}

function responseOf(template: string, method: string, status: number): DescribedResponse | string {
  const item: Readonly<Record<string, DescribedOperation>> | undefined = Object(specification().paths)[template];
  // Where HEAD is not described by itself, it is GET without its content.
  const operation = item?.[method.toLowerCase()] ?? (method === 'HEAD' ? item?.['get'] : undefined);
  if (operation === undefined) return 'no operation';
  return operation.responses[String(status)] ?? 'no such status';
}

function isUndescribed(path: string, text = ''): boolean {
  const code = text.startsWith('{') ? JSON.parse(text).code : undefined;
  return path.startsWith('/docs') || path === '/openapi.json' || UNDESCRIBED.includes(code);
}

function schemaFaults(pointer: readonly string[], value: unknown): string | undefined {
  const schema = `specification#/paths/${pointer.map(escaped).join('/')}`;
  const validate = ajv.getSchema(schema);
  if (validate === undefined) return `no schema at ${schema}`;
  return validate(value) === true ? undefined : ajv.errorsText(validate.errors);
}

/** The path of the specification that this one is an instance of; the more particular one where several fit. */
function templateOf(pathname: string): string | undefined {
  const fitting = Object.keys(specification().paths ?? {}).filter((template) => {
    const pattern = template
      .replaceAll(/[.*+?^$()|[\]\\]/g, '\\$&')
      .replace('{key}', '.+')
      .replaceAll(/\{\w+\}/g, '[^/]+');
    return new RegExp(`^${pattern}$`).test(pathname);
  });
  return fitting.sort((left, right) => fixedLength(right) - fixedLength(left))[0];
}

function fixedLength(template: string): number {
  return template.replaceAll(/\{\w+\}/g, '').length;
}

function escaped(part: string): string {
  return encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'));
}
