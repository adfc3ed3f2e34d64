#ifndef JIMENG_STORE_DETAIL_POSTGRESQL_SETTLE_HPP
#define JIMENG_STORE_DETAIL_POSTGRESQL_SETTLE_HPP

#include <jimeng/core/config.hpp>

namespace jimeng::inline JIMENG_ABI::detail {

/// How jobs come into the queue, end, and come back. Part of version 1 of the schema.
///
/// What ended well is added to the row that its worker has in `share`, so that workers do not wait for each other; the
/// account counts these as running, with all that they may cost, until somebody needs to know better. While a limit is
/// below what was given (`learns`), each end is a lesson, which the account's own row takes.
inline constexpr char postgresql_settle_1[] = R"SQL(
CREATE FUNCTION jimeng.enqueue(who text, names text[], folders text[], ids text[], bodies text[], all_pictures bigint[],
                               all_seconds bigint[]) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE added bigint; other text;
BEGIN
  INSERT INTO jimeng.account (name) VALUES (who) ON CONFLICT DO NOTHING;
  PERFORM pg_advisory_xact_lock(7310577, hashtext(who)); -- one at a time
  SELECT account INTO other FROM jimeng.job WHERE name = ANY (names) AND account <> who LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'jobs of these lines belong to account % already; give --account %, or another folder', other, other;
  END IF;
  DELETE FROM jimeng.job AS old USING unnest(names, folders, ids) AS given (name, folder, id)
    WHERE old.account = who AND old.folder = given.folder AND old.id = given.id AND old.name <> given.name
      AND old.state = 'ready' AND old.standing = 0;
  INSERT INTO jimeng.job AS old (name, account, state, folder, id, body, pictures, seconds)
    SELECT name, who, 'ready', folder, id, body, pictures, seconds
    FROM (SELECT DISTINCT ON (name) * FROM unnest(names, folders, ids, bodies, all_pictures, all_seconds)
      WITH ORDINALITY AS all_given (name, folder, id, body, pictures, seconds, place) ORDER BY name, place) AS given
    ORDER BY place
    ON CONFLICT (name) DO UPDATE SET account = who, state = 'ready', folder = excluded.folder, id = excluded.id,
        body = excluded.body, pictures = excluded.pictures, seconds = excluded.seconds
      WHERE old.state IS NULL AND old.standing = 0 AND old.owner IS NULL;
  GET DIAGNOSTICS added = ROW_COUNT;
  RETURN added;
END $$;

CREATE FUNCTION jimeng.finish(wanted text, mine text, held bigint, again double precision, becomes text, told text,
                              paid_p bigint, paid_s bigint, learned text) RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE none text; whose text; of_pictures bigint; of_seconds bigint; below boolean;
BEGIN
  none := set_config('synchronous_commit', 'off', true);
  UPDATE jimeng.job SET state = CASE WHEN again IS NULL THEN 'ended' ELSE 'ready' END, owner = NULL,
      run_at = clock_timestamp() + coalesce(again, 0) * interval '1 s', status = becomes, outcome = told
    WHERE name = wanted AND owner = mine AND fence = held AND state = 'running'
    RETURNING account, pictures, seconds INTO whose, of_pictures, of_seconds;
  IF NOT FOUND THEN RETURN false; END IF;
  IF learned = 'well' THEN
    UPDATE jimeng.share SET ended = ended + 1,
      reserved_pictures = reserved_pictures + of_pictures, reserved_seconds = reserved_seconds + of_seconds,
      paid_pictures = paid_pictures + paid_p, paid_seconds = paid_seconds + paid_s
      WHERE account = whose AND owner = mine AND NOT learns;
    IF FOUND THEN RETURN true; END IF;
  END IF;
  UPDATE jimeng.account SET running = running - 1,
    reserved_pictures = reserved_pictures - of_pictures, reserved_seconds = reserved_seconds - of_seconds,
    paid_pictures = paid_pictures + paid_p, paid_seconds = paid_seconds + paid_s,
    ended_well = CASE WHEN learned = 'tasks' THEN 0 WHEN learned IS DISTINCT FROM 'well' THEN ended_well
                      WHEN ended_well + 1 >= 2 * tasks THEN 0 ELSE ended_well + 1 END,
    tasks = CASE WHEN learned = 'tasks' THEN greatest(1, tasks * 2 / 3)
                 WHEN learned = 'well' AND ended_well + 1 >= 2 * tasks THEN least(most_tasks, tasks + 1) ELSE tasks END,
    rate = CASE WHEN learned = 'rate' THEN greatest(0.001, rate / 2)
                WHEN learned = 'well' THEN least(most_rate, rate * 1.05) ELSE rate END,
    held_until = CASE WHEN learned IN ('tasks', 'rate')
                      THEN greatest(held_until, clock_timestamp() + again * interval '1 s') ELSE held_until END
    WHERE name = whose RETURNING tasks < most_tasks OR rate < most_rate INTO below;
  INSERT INTO jimeng.share AS s (account, owner, learns) VALUES (whose, mine, below)
    ON CONFLICT (account, owner) DO UPDATE SET learns = below WHERE s.learns <> below;
  IF learned IN ('tasks', 'rate') THEN UPDATE jimeng.share SET learns = true WHERE account = whose; END IF;
  RETURN true;
END $$;

CREATE FUNCTION jimeng.give_back(wanted text, mine text, held bigint, pause double precision) RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE j jimeng.job; free_at timestamptz := clock_timestamp() + pause * interval '1 s';
BEGIN
  SELECT * INTO j FROM jimeng.job WHERE name = wanted AND owner = mine AND fence = held AND state = 'running'
    FOR UPDATE;
  IF NOT FOUND THEN RETURN false; END IF;
  IF j.standing = 0 AND j.phase <> 'final' THEN
    UPDATE jimeng.job SET state = 'ready', owner = NULL, run_at = greatest(run_at, free_at) WHERE name = wanted;
    UPDATE jimeng.account SET running = running - 1, reserved_pictures = reserved_pictures - j.pictures,
      reserved_seconds = reserved_seconds - j.seconds WHERE name = j.account;
  ELSE
    free_at := CASE WHEN j.phase = 'sending' OR pause = 0 THEN '-infinity' ELSE free_at END;
    UPDATE jimeng.job SET lease_until = free_at WHERE name = wanted;
    UPDATE jimeng.account SET look_at = least(look_at, free_at) WHERE name = j.account;
  END IF;
  RETURN true;
END $$;

CREATE FUNCTION jimeng.again(who text, names text[], failed boolean, unknown boolean) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE j jimeng.job; changed bigint := 0; held int := 0; of_pictures bigint := 0; of_seconds bigint := 0;
BEGIN
  FOR j IN SELECT * FROM jimeng.job WHERE account = who AND name = ANY (names) AND (
      (failed AND state = 'ended' AND status = 'failed') OR (unknown AND state = 'ended' AND status = 'unknown') OR
      (unknown AND state = 'running' AND phase = 'sending' AND lease_until < clock_timestamp()))
      ORDER BY name FOR UPDATE SKIP LOCKED LOOP
    IF j.state = 'running' THEN -- it may be billed, and stays counted
      held := held + 1;
      of_pictures := of_pictures + j.pictures;
      of_seconds := of_seconds + j.seconds;
    END IF;
    UPDATE jimeng.job SET state = 'ready', standing = 0, well = false, phase = 'new', owner = NULL, fence = fence + 1,
      status = NULL, outcome = NULL, run_at = clock_timestamp() WHERE name = j.name;
    changed := changed + 1;
  END LOOP;
  IF held > 0 THEN
    UPDATE jimeng.account SET running = running - held, reserved_pictures = reserved_pictures - of_pictures,
      reserved_seconds = reserved_seconds - of_seconds, paid_pictures = paid_pictures + of_pictures,
      paid_seconds = paid_seconds + of_seconds WHERE name = who;
  END IF;
  RETURN changed;
END $$;

CREATE FUNCTION jimeng.limit_account(who text, at_once int, per_second double precision, of_pictures bigint,
                                     of_seconds bigint) RETURNS void LANGUAGE sql AS $$
  INSERT INTO jimeng.account (name) VALUES (who) ON CONFLICT DO NOTHING;
  UPDATE jimeng.account SET
    most_tasks = coalesce(at_once, most_tasks), tasks = coalesce(at_once, tasks),
    most_rate = coalesce(per_second, most_rate), rate = coalesce(per_second, rate),
    most_pictures = coalesce(of_pictures, most_pictures), most_seconds = coalesce(of_seconds, most_seconds),
    ready_from = '-infinity'
    WHERE name = who;
$$;
)SQL";

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
