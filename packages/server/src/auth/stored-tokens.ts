import type { BucketName, Clock } from '@s3front/core';
import type { Database } from '../database/database.ts';
import { moment } from '../database/moment.ts';
import { digestOf, formatTokenText, newTokenText, parseTokenText, secretMatches } from './token-text.ts';
import type { Token, TokenScope, Tokens } from './tokens.ts';

interface TokenRow extends Record<string, unknown> {
  readonly id: string;
  readonly digest: string;
  readonly scope: TokenScope;
  readonly buckets: readonly BucketName[] | null;
  readonly description: string;
  readonly created: Date;
  readonly last_used: Date | null;
  readonly revoked: Date | null;
}

const COLUMNS = 'id, digest, scope, buckets, description, created, last_used, revoked';

/** A digest that no secret has, for ids that are not there: refusing them takes as long as any other refusal. */
const NO_DIGEST = '0'.repeat(64);

/** The tokens kept in this database. */
export function openTokens(database: Database, clock: Clock): Tokens {
  const now = (): number | null => moment(database, clock);
  return {
    async create({ scope, buckets, description }) {
      const text = newTokenText();
      const rows = await database.query<TokenRow>(
        `insert into s3front.token (id, digest, scope, buckets, description, created)
         values ($1, $2, $3, $4::text[], $5, s3front.moment($6::double precision)) returning ${COLUMNS}`,
        [text.id, digestOf(text.secret), scope, buckets === undefined ? null : [...buckets], description ?? '', now()],
      );
      const [row] = rows;
      if (row === undefined) throw new Error('The database kept a token and did not answer it.');
      return { token: tokenOf(row), bearer: formatTokenText(text) };
    },

    async verify(bearer) {
      const text = parseTokenText(bearer);
      if (text === undefined) return undefined;
      const [row] = await database.query<TokenRow>(`select ${COLUMNS} from s3front.token where id = $1`, [text.id]);
      const matches = secretMatches(text.secret, row?.digest ?? NO_DIGEST);
      if (row === undefined || !matches || row.revoked !== null) return undefined;
      await noteUse(database, now(), row.id);
      return tokenOf(row);
    },

    async list() {
      const rows = await database.query<TokenRow>(`select ${COLUMNS} from s3front.token order by created, id`);
      return rows.map(tokenOf);
    },

    async revoke(id) {
      const [revoked] = await database.query(
        `update s3front.token set revoked = s3front.moment($2::double precision)
          where id = $1 and revoked is null returning id`,
        [id, now()],
      );
      if (revoked !== undefined) return 'revoked';
      const [there] = await database.query('select id from s3front.token where id = $1', [id]);
      return there === undefined ? 'absent' : 'already-revoked';
    },

    async any() {
      const rows = await database.query('select 1 from s3front.token where revoked is null limit 1');
      return rows.length > 0;
    },
  };
}

/** Once a minute at the most, so that a busy token costs no write per request. */
async function noteUse(database: Database, now: number | null, id: string): Promise<void> {
  await database.query(
    `update s3front.token set last_used = m from s3front.moment($2::double precision) as m
      where id = $1 and (last_used is null or last_used < m - interval '1 minute')`,
    [id, now],
  );
}

function tokenOf(row: TokenRow): Token {
  return {
    id: row.id,
    scope: row.scope,
    buckets: row.buckets ?? undefined,
    description: row.description,
    created: row.created.getTime(),
    lastUsed: row.last_used?.getTime(),
    revoked: row.revoked?.getTime(),
  };
}
