/**
 * Our tables, version by version: each is a list of statements that turns the version before into its own. What stands
 * here once was released is never changed, only added to.
 *
 * Times are `timestamptz`. Where a statement needs the present, it calls `s3front.moment(NULL or milliseconds)`: NULL
 * means the database's own clock, the only one that several servers have in common.
 */
export const MIGRATIONS: readonly (readonly string[])[] = [
  [
    `create function s3front.moment(milliseconds double precision) returns timestamptz
       language sql stable as $$ select coalesce(to_timestamp(milliseconds / 1000), statement_timestamp()) $$`,

    // The operations that were accepted. The row is also the job: whoever holds its lease runs its next turn.
    `create table s3front.operation (
       id          text primary key,
       kind        text not null,
       subject     text not null,
       request     jsonb not null,
       owner       text,
       buckets     text[] not null,
       status      text not null default 'queued',
       cancelling  boolean not null default false,
       memory      jsonb not null default '{}',
       last_step   text,
       events      integer not null default 0,
       problem     jsonb,
       created     timestamptz not null,
       updated     timestamptz not null,
       finished    timestamptz,
       deadline    timestamptz not null,
       due         timestamptz not null,
       pause       double precision not null default 0,
       turn        integer not null default 0,
       lease_until timestamptz
     )`,
    `create unique index operation_one_removal on s3front.operation (subject)
       where kind = 'removal' and finished is null`,
    'create index operation_due on s3front.operation (due) where finished is null',
    'create index operation_finished on s3front.operation (finished) where finished is not null',

    `create table s3front.event (
       operation text not null references s3front.operation (id) on delete cascade,
       id        integer not null,
       body      jsonb not null,
       primary key (operation, id)
     )`,

    // AWS asked for fewer requests: until then, no server starts a turn. One row at the most.
    `create table s3front.throttling (
       only_row  boolean primary key default true check (only_row),
       until     timestamptz not null,
       strikes   integer not null
     )`,

    `create table s3front.token (
       id          text primary key,
       digest      text not null,
       scope       text not null,
       buckets     text[],
       description text not null,
       created     timestamptz not null,
       last_used   timestamptz,
       revoked     timestamptz
     )`,

    `create table s3front.idempotency (
       owner       text not null,
       key         text not null,
       fingerprint text not null,
       attempt     text not null,
       reserved    timestamptz not null,
       answer      jsonb,
       primary key (owner, key)
     )`,
    'create index idempotency_reserved on s3front.idempotency (reserved)',
  ],
];
