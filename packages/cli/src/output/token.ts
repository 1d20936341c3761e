import type { Token } from '@s3front/server';
import type { Output } from './output.ts';

/** A token of the REST API in --json, without its secret. */
export interface TokenDocument {
  readonly id: string;
  readonly scope: 'read' | 'deploy' | 'admin';
  /** Null for every bucket. */
  readonly buckets: readonly string[] | null;
  readonly description: string;
  readonly created: string;
  readonly lastUsed: string | null;
  readonly revoked: string | null;
}

export const EXAMPLE_TOKEN: TokenDocument = {
  id: 'k3v9x2m4q8z1w7ab',
  scope: 'deploy',
  buckets: ['www.example.org'],
  description: '',
  created: '2026-11-22T09:30:00.000Z',
  lastUsed: null,
  revoked: null,
};

export function tokenDocument(token: Token): TokenDocument {
  return {
    id: token.id,
    scope: token.scope,
    buckets: token.buckets ?? null,
    description: token.description,
    created: moment(token.created),
    lastUsed: token.lastUsed === undefined ? null : moment(token.lastUsed),
    revoked: token.revoked === undefined ? null : moment(token.revoked),
  };
}

export function printToken(output: Output, token: Token): void {
  output.field('TokenId', token.id);
  output.field('Scope', token.scope);
  output.field('Buckets', token.buckets?.join(', ') ?? 'all');
  if (token.description !== '') output.field('Description', token.description);
  output.field('Created', moment(token.created));
  output.field('Last used', token.lastUsed === undefined ? 'never' : moment(token.lastUsed));
  if (token.revoked !== undefined) output.field('Revoked', moment(token.revoked));
}

function moment(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
