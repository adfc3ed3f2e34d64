#ifndef JIMENG_STORE_DETAIL_POSTGRESQL_TURNS_HPP
#define JIMENG_STORE_DETAIL_POSTGRESQL_TURNS_HPP

#include <jimeng/core/config.hpp>

namespace jimeng::inline JIMENG_ABI::detail {

/// Version 2 of the schema: jobs are taken and settled without holding the account's row meanwhile.
///
/// Locks are taken in one order, job before account: whoever has the account's row waits for no job. So it is changed
/// last, by one statement that adds and subtracts, and refuses where a limit would be broken. `jobs_running` is how
/// many jobs are so, no fewer than are counted at the service; nobody looks for workers that are gone before `look_at`.
///
/// A crash takes away the last transactions that were not waited for, each as a whole, and none before one that was. So
/// what was sent is there, with all that it needed. But who remembers a taking that is gone must not be taken for who
/// has the job now: no number of a taking is given twice.
inline constexpr char postgresql_turns_2[] = R"SQL(
LOCK TABLE jimeng.account, jimeng.job IN ACCESS EXCLUSIVE MODE;
ALTER TABLE jimeng.account ADD COLUMN jobs_running int NOT NULL DEFAULT 0,
  ADD COLUMN look_at timestamptz NOT NULL DEFAULT '-infinity';
UPDATE jimeng.account SET jobs_running =
  (SELECT count(*) FROM jimeng.job WHERE job.account = account.name AND state = 'running');
DROP INDEX jimeng.job_line;
CREATE INDEX job_line ON jimeng.job (folder, id) WHERE state = 'ready';

CREATE TYPE jimeng.turned AS (name text, folder text, id text, body text, pictures bigint, seconds bigint, fence bigint,
                              next bigint, standing smallint, well boolean, state text);

CREATE FUNCTION jimeng.next_fence(fence bigint) RETURNS bigint LANGUAGE sql AS $$
  SELECT fence + 1 + (random() * 1e9)::bigint;
$$;

-- Jobs of workers that are gone: those of which nothing has left are ready again, those that the service has, or that
-- have ended and are not settled, are this worker's now. What may have left is nobody's to send. So many were settled
-- by this transaction, and the account does not know of them yet.
CREATE FUNCTION jimeng.take_over(who text, mine text, lease double precision, wanted int, settled int)
RETURNS SETOF jimeng.turned LANGUAGE plpgsql AS $$
DECLARE
  j jimeng.job; one jimeng.turned; t timestamptz := clock_timestamp();
  of_pictures bigint := 0; of_seconds bigint := 0;
BEGIN
  FOR j IN SELECT * FROM jimeng.job WHERE account = who AND state = 'running' AND lease_until < t
      AND phase <> 'final' AND standing = 0 FOR UPDATE SKIP LOCKED LOOP
    UPDATE jimeng.job SET state = 'ready', owner = NULL, fence = jimeng.next_fence(fence) WHERE name = j.name;
    of_pictures := of_pictures + j.pictures;
    of_seconds := of_seconds + j.seconds;
  END LOOP;
  FOR j IN SELECT * FROM jimeng.job WHERE account = who AND state = 'running' AND lease_until < t
      AND (phase = 'final' OR standing = 2) ORDER BY lease_until LIMIT wanted FOR UPDATE SKIP LOCKED LOOP
    UPDATE jimeng.job SET owner = mine, fence = jimeng.next_fence(fence), lease_until = t + lease * interval '1 s'
      WHERE name = j.name
      RETURNING name, folder, id, body, pictures, seconds, fence, next, standing, well, state INTO one;
    RETURN NEXT one;
  END LOOP;
  PERFORM 1 FROM jimeng.account WHERE name = who FOR UPDATE; -- now nothing begins to run, and nothing ends
  UPDATE jimeng.account SET look_at = t + interval '0.5 s', reserved_pictures = reserved_pictures - of_pictures,
    reserved_seconds = reserved_seconds - of_seconds,
    jobs_running = settled + (SELECT count(*) FROM jimeng.job WHERE account = who AND state = 'running')
    WHERE name = who;
END $$;

-- Settles jobs of this worker and takes others for it; each array has one value for each that is settled.
-- Returns both as they are then: what runs was taken, the others were settled, and have no words.
CREATE FUNCTION jimeng.turn(who text, mine text, lease double precision, wanted int, names text[], fences bigint[],
                            agains double precision[], becomes text[], tolds text[], paid_p bigint[], paid_s bigint[],
                            learned text[]) RETURNS SETOF jimeng.turned LANGUAGE plpgsql AS $$
DECLARE
  a jimeng.account; j jimeng.turned; taken jimeng.turned[] := '{}'; t timestamptz := clock_timestamp(); none text;
  room int; busy int; got int := 0; settled int := 0; ended_so int := 0;
  have double precision; may_begin boolean; exact boolean := false;
  kept_pictures bigint := 0; kept_seconds bigint := 0; -- more, or fewer, that may be paid
  spent_pictures bigint := 0; spent_seconds bigint := 0; left_pictures bigint; left_seconds bigint;
BEGIN
  none := set_config('synchronous_commit', 'off', true);
  FOR i IN 1 .. cardinality(names) LOOP
    UPDATE jimeng.job SET state = CASE WHEN agains[i] IS NULL THEN 'ended' ELSE 'ready' END, owner = NULL,
        run_at = t + coalesce(agains[i], 0) * interval '1 s', status = becomes[i], outcome = tolds[i]
      WHERE name = names[i] AND owner = mine AND fence = fences[i] AND state = 'running'
      RETURNING name, NULL, NULL, NULL, pictures, seconds, fence, next, standing, well, state INTO j;
    IF NOT FOUND THEN
      learned[i] := NULL;
      CONTINUE;
    END IF;
    settled := settled + 1;
    kept_pictures := kept_pictures - j.pictures;
    kept_seconds := kept_seconds - j.seconds;
    spent_pictures := spent_pictures + paid_p[i];
    spent_seconds := spent_seconds + paid_s[i];
    IF learned[i] = 'well' THEN ended_so := ended_so + 1; END IF;
    RETURN NEXT j;
  END LOOP;
  FOR i IN 1 .. cardinality(names) LOOP
    CONTINUE WHEN learned[i] IS NULL OR learned[i] = 'well';
    UPDATE jimeng.account SET
      tasks = CASE WHEN learned[i] = 'tasks' THEN greatest(1, tasks * 2 / 3) ELSE tasks END,
      ended_well = CASE WHEN learned[i] = 'tasks' THEN 0 ELSE ended_well END,
      rate = CASE WHEN learned[i] = 'rate' THEN greatest(0.001, rate / 2) ELSE rate END,
      held_until = greatest(held_until, clock_timestamp() + agains[i] * interval '1 s') WHERE name = who;
  END LOOP;
  -- At first as if nobody else did the same; where a limit would be broken by that, once more with the account locked.
  LOOP
    IF wanted > 0 THEN
      IF exact THEN
        SELECT * INTO a FROM jimeng.account WHERE name = who FOR UPDATE;
        t := clock_timestamp();
      ELSE
        SELECT * INTO a FROM jimeng.account WHERE name = who;
        IF a.look_at <= t THEN
          RETURN QUERY SELECT * FROM jimeng.take_over(who, mine, lease, wanted, settled);
          GET DIAGNOSTICS busy = ROW_COUNT;
          wanted := wanted - busy;
          CONTINUE;
        END IF;
      END IF;
      have := least(greatest(a.rate, 1), a.tokens + a.rate * greatest(0, extract(epoch FROM t - a.counted_at)));
      may_begin := a.held_until <= t AND have >= 1;
      room := a.tasks - a.jobs_running + settled;
      IF may_begin AND (exact OR room < 1) THEN -- what only fetches its results takes no place
        SELECT count(*) INTO busy FROM jimeng.job WHERE account = who AND state = 'running'
          AND (phase IN ('new', 'intent', 'accepted') OR (phase = 'sending' AND lease_until >= t));
        IF NOT exact AND busy < a.tasks THEN
          exact := true;
          CONTINUE;
        END IF;
        room := a.tasks - busy;
      END IF;
      room := CASE WHEN may_begin THEN least(wanted, room, floor(have)) ELSE 0 END;
      left_pictures := a.most_pictures - a.paid_pictures - a.reserved_pictures - spent_pictures - kept_pictures;
      left_seconds := a.most_seconds - a.paid_seconds - a.reserved_seconds - spent_seconds - kept_seconds;
      WHILE got < room LOOP
        UPDATE jimeng.job SET state = 'running', phase = 'new', owner = mine, fence = jimeng.next_fence(fence),
            lease_until = t + lease * interval '1 s'
          WHERE ctid = (SELECT ctid FROM jimeng.job WHERE account = who AND state = 'ready' AND run_at <= t
            AND (pictures = 0 OR left_pictures IS NULL OR pictures <= left_pictures)
            AND (seconds = 0 OR left_seconds IS NULL OR seconds <= left_seconds)
            ORDER BY run_at, place FOR UPDATE SKIP LOCKED LIMIT 1)
          RETURNING name, folder, id, body, pictures, seconds, fence, next, standing, well, state INTO j;
        EXIT WHEN NOT FOUND;
        got := got + 1;
        taken := taken || j;
        kept_pictures := kept_pictures + j.pictures;
        kept_seconds := kept_seconds + j.seconds;
        left_pictures := left_pictures - j.pictures;
        left_seconds := left_seconds - j.seconds;
      END LOOP;
    END IF;
    EXIT WHEN got = 0 AND settled = 0;
    UPDATE jimeng.account SET jobs_running = jobs_running - settled + got,
        reserved_pictures = reserved_pictures + kept_pictures, reserved_seconds = reserved_seconds + kept_seconds,
        paid_pictures = paid_pictures + spent_pictures, paid_seconds = paid_seconds + spent_seconds,
        tokens = least(greatest(rate, 1), tokens + rate * greatest(0, extract(epoch FROM t - counted_at))) - got,
        counted_at = greatest(counted_at, t), rate = least(most_rate, rate * power(1.05::double precision, ended_so)),
        ended_well = ended_well + ended_so - CASE WHEN ended_well + ended_so < 2 * tasks THEN 0 ELSE 2 * tasks END,
        tasks = CASE WHEN ended_well + ended_so < 2 * tasks THEN tasks ELSE least(most_tasks, tasks + 1) END
      WHERE name = who AND (exact OR got = 0 OR (jobs_running - settled + got <= tasks AND held_until <= t
        AND least(greatest(rate, 1), tokens + rate * greatest(0, extract(epoch FROM t - counted_at))) >= got
        AND (paid_pictures + spent_pictures + reserved_pictures + kept_pictures <= most_pictures) IS NOT FALSE
        AND (paid_seconds + spent_seconds + reserved_seconds + kept_seconds <= most_seconds) IS NOT FALSE));
    EXIT WHEN FOUND OR got = 0;
    FOREACH j IN ARRAY taken LOOP
      UPDATE jimeng.job SET state = 'ready', owner = NULL WHERE name = j.name;
      kept_pictures := kept_pictures - j.pictures;
      kept_seconds := kept_seconds - j.seconds;
    END LOOP;
    taken := '{}';
    got := 0;
    exact := true;
  END LOOP;
  FOREACH j IN ARRAY taken LOOP
    RETURN NEXT j;
  END LOOP;
END $$;
)SQL";

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
