import type { Database } from '../database/database.ts';

/** Milliseconds: the pause after AWS's first complaint; it doubles with each that follows soon. */
const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 60_000;
/** Quiet for so long after a pause, in milliseconds, and the next complaint counts as the first again. */
const FORGIVEN_AFTER = 60_000;

/**
 * Keeps every worker of every server from starting a turn for a while, since AWS counts the requests of the whole
 * account. Several that are throttled at the same moment are one complaint.
 */
export async function throttleAll(database: Database, now: number | null): Promise<void> {
  await database.query(
    `insert into s3front.throttling as t (until, strikes)
       select m + $2 * interval '1 millisecond', 1 from s3front.moment($1::double precision) as m
     on conflict (only_row) do update set
       strikes = case when t.until + $4 * interval '1 millisecond' < s3front.moment($1::double precision)
                      then 1 else t.strikes + 1 end,
       until = s3front.moment($1::double precision) + interval '1 millisecond' *
               case when t.until + $4 * interval '1 millisecond' < s3front.moment($1::double precision)
                    then $2::double precision
                    else least($3::double precision, $2::double precision * 2.0 ^ least(t.strikes, 20)) end
     where t.until <= s3front.moment($1::double precision)`,
    [now, FIRST_PAUSE, LONGEST_PAUSE, FORGIVEN_AFTER],
  );
}
