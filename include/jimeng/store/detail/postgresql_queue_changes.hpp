#ifndef JIMENG_STORE_DETAIL_POSTGRESQL_QUEUE_CHANGES_HPP
#define JIMENG_STORE_DETAIL_POSTGRESQL_QUEUE_CHANGES_HPP

#include <jimeng/core/config.hpp>

namespace jimeng::inline JIMENG_ABI::detail {

/// The rest of version 2: what else changes a job and its account, in the order of `postgresql_turns_2`. `lease` and
/// `finish` are there for workers of version 1, which go on until they end.
inline constexpr char postgresql_queue_changes_2[] = R"SQL(
CREATE OR REPLACE FUNCTION jimeng.take(wanted text, mine text, lease double precision) RETURNS SETOF jimeng.job
LANGUAGE plpgsql AS $$
DECLARE j jimeng.job;
BEGIN
  PERFORM set_config('synchronous_commit', 'off', true);
  INSERT INTO jimeng.job (name) VALUES (wanted) ON CONFLICT DO NOTHING;
  SELECT * INTO j FROM jimeng.job WHERE name = wanted FOR UPDATE;
  IF j.owner <> mine AND (j.phase = 'sending' OR j.lease_until > clock_timestamp())
     OR j.owner IS DISTINCT FROM mine AND j.state IN ('ready', 'running') THEN
    RETURN NEXT j; -- somebody else's, as its owner tells
  ELSIF j.owner = mine THEN
    RETURN NEXT j;
  ELSE
    RETURN QUERY UPDATE jimeng.job
      SET owner = mine, fence = jimeng.next_fence(fence), lease_until = clock_timestamp() + lease * interval '1 s'
      WHERE name = wanted RETURNING *;
  END IF;
END $$;

CREATE OR REPLACE FUNCTION jimeng.enqueue(who text, names text[], folders text[], ids text[], bodies text[],
                                          all_pictures bigint[], all_seconds bigint[])
RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE added bigint; other text;
BEGIN
  INSERT INTO jimeng.account (name) VALUES (who) ON CONFLICT DO NOTHING;
  PERFORM pg_advisory_xact_lock(7310577, hashtext(who)); -- one at a time
  SELECT account INTO other FROM jimeng.job WHERE name = ANY (names) AND account <> who LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'jobs of these lines belong to account % already; give --account %, or another folder',
      other, other;
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

CREATE OR REPLACE FUNCTION jimeng.lease(who text, mine text, wanted int, lease double precision)
RETURNS SETOF jimeng.job LANGUAGE plpgsql AS $$
DECLARE taken text;
BEGIN
  FOR taken IN SELECT name
      FROM jimeng.turn(who, mine, lease, wanted, '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}') LOOP
    RETURN QUERY SELECT * FROM jimeng.job WHERE name = taken;
  END LOOP;
END $$;

CREATE OR REPLACE FUNCTION jimeng.finish(wanted text, mine text, held bigint, again double precision, becomes text,
                                         told text, paid_p bigint, paid_s bigint, learned text)
RETURNS boolean LANGUAGE sql AS $$
  SELECT EXISTS (SELECT FROM jimeng.turn((SELECT account FROM jimeng.job WHERE name = wanted), mine, 0, 0,
    ARRAY[wanted], ARRAY[held], ARRAY[again], ARRAY[becomes], ARRAY[told], ARRAY[paid_p], ARRAY[paid_s],
    ARRAY[learned]));
$$;

CREATE OR REPLACE FUNCTION jimeng.give_back(wanted text, mine text, held bigint, pause double precision)
RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE j jimeng.job; free_at timestamptz := clock_timestamp() + pause * interval '1 s';
BEGIN
  SELECT * INTO j FROM jimeng.job WHERE name = wanted AND owner = mine AND fence = held AND state = 'running'
    FOR UPDATE;
  IF NOT FOUND THEN RETURN false; END IF;
  IF j.standing = 0 AND j.phase <> 'final' THEN
    UPDATE jimeng.job SET state = 'ready', owner = NULL, run_at = greatest(run_at, free_at) WHERE name = wanted;
    UPDATE jimeng.account SET jobs_running = jobs_running - 1, reserved_pictures = reserved_pictures - j.pictures,
      reserved_seconds = reserved_seconds - j.seconds WHERE name = j.account;
  ELSE
    free_at := CASE WHEN j.phase = 'sending' OR pause = 0 THEN '-infinity' ELSE free_at END;
    UPDATE jimeng.job SET lease_until = free_at WHERE name = wanted;
    UPDATE jimeng.account SET look_at = least(look_at, free_at) WHERE name = j.account;
  END IF;
  RETURN true;
END $$;

CREATE OR REPLACE FUNCTION jimeng.again(who text, names text[], failed boolean, unknown boolean) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE j jimeng.job; changed bigint := 0; held int := 0; of_pictures bigint := 0; of_seconds bigint := 0;
BEGIN
  FOR j IN SELECT * FROM jimeng.job WHERE account = who AND name = ANY (names) AND (
      (failed AND state = 'ended' AND status = 'failed') OR (unknown AND state = 'ended' AND status = 'unknown') OR
      (unknown AND state = 'running' AND phase = 'sending' AND lease_until < clock_timestamp()))
      ORDER BY name FOR UPDATE LOOP
    IF j.state = 'running' THEN -- it may be billed, and stays counted
      held := held + 1;
      of_pictures := of_pictures + j.pictures;
      of_seconds := of_seconds + j.seconds;
    END IF;
    UPDATE jimeng.job SET state = 'ready', standing = 0, well = false, phase = 'new', owner = NULL,
      fence = jimeng.next_fence(fence), status = NULL, outcome = NULL, run_at = clock_timestamp() WHERE name = j.name;
    changed := changed + 1;
  END LOOP;
  IF held > 0 THEN
    UPDATE jimeng.account SET jobs_running = jobs_running - held, reserved_pictures = reserved_pictures - of_pictures,
      reserved_seconds = reserved_seconds - of_seconds, paid_pictures = paid_pictures + of_pictures,
      paid_seconds = paid_seconds + of_seconds WHERE name = who;
  END IF;
  RETURN changed;
END $$;
)SQL";

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
