import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { specification } from './specification.ts';

interface Described {
  readonly operationId: string;
  readonly summary: string;
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly required?: boolean }[];
  readonly responses: Readonly<Record<string, unknown>>;
  readonly security: readonly unknown[];
}

const METHODS = ['get', 'head', 'post', 'put', 'patch', 'delete'];

const operations = Object.entries(specification().paths ?? {}).flatMap(([path, item]) =>
  Object.entries(item as Readonly<Record<string, Described>>)
    .filter(([method]) => METHODS.includes(method))
    .map(([method, operation]) => ({ path, method, operation })),
);

describe('the specification', () => {
  it('is OpenAPI 3.1, and says nothing in the manner of 3.0', () => {
    expect(specification().openapi).toBe('3.1.0');
    expect(JSON.stringify(specification())).not.toContain('"nullable"');
  });

  it('gives every operation an id of its own, a summary and a scope', () => {
    const ids = operations.map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { operation } of operations) {
      expect(operation.summary).toMatch(/\w/);
      expect(operation.security).toBeInstanceOf(Array);
    }
  });

  it.each(operations.map((described) => [`${described.method} ${described.path}`, described] as const))(
    'declares the parameters in the path of %s, and a success',
    (_, { path, operation }) => {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
      expect(path.replaceAll(/\{\w+\}/g, '')).not.toMatch(/[{}]/);
      const declared = (operation.parameters ?? []).filter((parameter) => parameter.in === 'path');
      expect(declared.map(({ name }) => name).sort()).toEqual(inPath.toSorted());
      expect(declared.every(({ required }) => required === true)).toBe(true);
      expect(Object.keys(operation.responses).some((status) => status.startsWith('2'))).toBe(true);
    },
  );

  // Source: OpenAPI Specification 3.1, "Operation Object".
  const MEMBERS = new Set([
    'tags',
    'summary',
    'description',
    'operationId',
    'parameters',
    'requestBody',
    'responses',
    'security',
  ]);

  it('says nothing of an operation that OpenAPI has no word for', () => {
    const unknown = operations.flatMap(({ operation }) => Object.keys(operation).filter((name) => !MEMBERS.has(name)));
    expect(unknown).toEqual([]);
  });

  it('has schemas that are schemas, with references that lead somewhere', () => {
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    ajv.addSchema({ $id: 'specification', ...specification() });
    const names = Object.keys(specification().components?.schemas ?? {});
    expect(names.length).toBeGreaterThan(20);
    for (const name of names) expect(ajv.getSchema(`specification#/components/schemas/${name}`)).toBeTypeOf('function');
  });
});
