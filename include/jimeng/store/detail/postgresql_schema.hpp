#ifndef JIMENG_STORE_DETAIL_POSTGRESQL_SCHEMA_HPP
#define JIMENG_STORE_DETAIL_POSTGRESQL_SCHEMA_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/store/detail/postgresql_queue_changes.hpp>
#include <jimeng/store/detail/postgresql_turns.hpp>

#include <array>
#include <cstddef>

namespace jimeng::inline JIMENG_ABI::detail {

/// Version 1 of the schema.
///
/// Time is the database's everywhere. A job belongs to whoever took it last: `owner` is a store, `fence` counts the
/// takings. `standing` is `job_standing` as a number. What only begins something is not waited for
/// (`synchronous_commit` off within its transaction): it becomes durable with the next commit that is, and who relied
/// on one that a crash took away is told by owner, fence or number.
inline constexpr char postgresql_version_1[] = R"SQL(
CREATE TABLE jimeng.account (
  name text PRIMARY KEY,
  most_tasks int NOT NULL DEFAULT 1,
  tasks int NOT NULL DEFAULT 1,
  ended_well int NOT NULL DEFAULT 0,
  most_rate double precision NOT NULL DEFAULT 1,
  rate double precision NOT NULL DEFAULT 1,
  tokens double precision NOT NULL DEFAULT 1,
  counted_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  held_until timestamptz NOT NULL DEFAULT '-infinity',
  most_pictures bigint,
  most_seconds bigint,
  paid_pictures bigint NOT NULL DEFAULT 0,
  paid_seconds bigint NOT NULL DEFAULT 0,
  reserved_pictures bigint NOT NULL DEFAULT 0,
  reserved_seconds bigint NOT NULL DEFAULT 0
);
CREATE TABLE jimeng.job (
  name text PRIMARY KEY,
  phase text NOT NULL DEFAULT 'new',
  standing smallint NOT NULL DEFAULT 0,
  well boolean NOT NULL DEFAULT false,
  owner text,
  fence bigint NOT NULL DEFAULT 0,
  lease_until timestamptz NOT NULL DEFAULT '-infinity',
  next bigint NOT NULL DEFAULT 0,
  account text REFERENCES jimeng.account,
  state text CHECK (state IN ('ready', 'running', 'ended')),
  place bigint GENERATED ALWAYS AS IDENTITY,
  run_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  folder text,
  id text,
  body text,
  pictures bigint NOT NULL DEFAULT 0,
  seconds bigint NOT NULL DEFAULT 0,
  status text,
  outcome text
);
CREATE INDEX job_ready ON jimeng.job (account, run_at, place) WHERE state = 'ready';
CREATE INDEX job_running ON jimeng.job (account) WHERE state = 'running';
CREATE INDEX job_line ON jimeng.job (folder, id);
CREATE TABLE jimeng.event (
  job text NOT NULL REFERENCES jimeng.job ON DELETE CASCADE,
  number bigint NOT NULL,
  line text NOT NULL,
  PRIMARY KEY (job, number)
);

CREATE FUNCTION jimeng.take(wanted text, mine text, lease double precision) RETURNS SETOF jimeng.job
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
      SET owner = mine, fence = fence + 1, lease_until = clock_timestamp() + lease * interval '1 s'
      WHERE name = wanted RETURNING *;
  END IF;
END $$;

CREATE FUNCTION jimeng.append(wanted text, mine text, held bigint, first bigint, lines text[], becomes text,
                              stands smallint, ends_well boolean, durable boolean, lease double precision)
RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE j jimeng.job; behind bigint := first + array_length(lines, 1);
BEGIN
  IF NOT durable THEN PERFORM set_config('synchronous_commit', 'off', true); END IF;
  SELECT * INTO j FROM jimeng.job WHERE name = wanted FOR UPDATE;
  IF NOT FOUND OR j.fence <> held OR (j.owner IS NOT NULL AND j.owner <> mine) THEN RETURN false; END IF;
  IF j.next = behind AND (j.owner = mine OR becomes = 'final') THEN -- the same lines, whose answer was lost
    UPDATE jimeng.job SET fence = fence WHERE name = wanted;
    RETURN true;
  END IF;
  IF j.owner IS NULL OR j.next < first OR j.next > behind THEN RETURN false; END IF;
  INSERT INTO jimeng.event (job, number, line)
    SELECT wanted, n, lines[n - first + 1] FROM generate_series(j.next, behind - 1) AS n;
  UPDATE jimeng.job SET next = behind, phase = becomes, standing = stands, well = ends_well,
      lease_until = clock_timestamp() + lease * interval '1 s',
      owner = CASE WHEN becomes = 'final' AND j.state IS DISTINCT FROM 'running' THEN NULL ELSE mine END
    WHERE name = wanted;
  RETURN true;
END $$;

CREATE FUNCTION jimeng.let_go(wanted text, mine text, held bigint) RETURNS void LANGUAGE sql AS $$
  UPDATE jimeng.job SET owner = NULL
    WHERE name = wanted AND owner = mine AND fence = held AND state IS DISTINCT FROM 'running';
$$;

CREATE FUNCTION jimeng.renew(mine text, names text[], lease double precision) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('synchronous_commit', 'off', true);
  PERFORM 1 FROM jimeng.job WHERE owner = mine AND name = ANY (names) ORDER BY name FOR UPDATE;
  UPDATE jimeng.job SET lease_until = clock_timestamp() + lease * interval '1 s'
    WHERE owner = mine AND name = ANY (names);
END $$;

CREATE FUNCTION jimeng.enqueue(who text, names text[], folders text[], ids text[], bodies text[], all_pictures bigint[],
                               all_seconds bigint[]) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE added bigint; other text;
BEGIN
  INSERT INTO jimeng.account (name) VALUES (who) ON CONFLICT DO NOTHING;
  PERFORM 1 FROM jimeng.account WHERE name = who FOR UPDATE;
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

CREATE FUNCTION jimeng.lease(who text, mine text, wanted int, lease double precision) RETURNS SETOF jimeng.job
LANGUAGE plpgsql AS $$
DECLARE
  a jimeng.account; j jimeng.job; running int; got int := 0; t timestamptz;
  until timestamptz; left_pictures bigint; left_seconds bigint;
BEGIN
  PERFORM set_config('synchronous_commit', 'off', true);
  SELECT * INTO a FROM jimeng.account WHERE name = who FOR UPDATE;
  IF NOT FOUND THEN RETURN; END IF;
  t := clock_timestamp();
  until := t + lease * interval '1 s';
  -- Whose worker is gone before anything left is ready again. What may have left is nobody's to send.
  FOR j IN SELECT * FROM jimeng.job WHERE account = who AND state = 'running' AND lease_until < t
      AND phase <> 'final' AND standing = 0 FOR UPDATE SKIP LOCKED LOOP
    UPDATE jimeng.job SET state = 'ready', owner = NULL, fence = fence + 1 WHERE name = j.name;
    a.reserved_pictures := a.reserved_pictures - j.pictures;
    a.reserved_seconds := a.reserved_seconds - j.seconds;
  END LOOP;
  -- What was accepted, or has ended and is not settled, goes on elsewhere.
  FOR j IN SELECT * FROM jimeng.job WHERE account = who AND state = 'running' AND lease_until < t
      AND (phase = 'final' OR standing = 2) ORDER BY lease_until LIMIT wanted FOR UPDATE SKIP LOCKED LOOP
    UPDATE jimeng.job SET owner = mine, fence = fence + 1, lease_until = until WHERE name = j.name RETURNING * INTO j;
    got := got + 1;
    RETURN NEXT j;
  END LOOP;
  SELECT count(*) INTO running FROM jimeng.job WHERE account = who AND state = 'running'
    AND (phase IN ('new', 'intent', 'accepted') OR (phase = 'sending' AND lease_until >= t));
  a.tokens := least(greatest(a.rate, 1), a.tokens + a.rate * greatest(0, extract(epoch FROM t - a.counted_at)));
  left_pictures := a.most_pictures - a.paid_pictures - a.reserved_pictures;
  left_seconds := a.most_seconds - a.paid_seconds - a.reserved_seconds;
  IF got < wanted AND running < a.tasks AND a.tokens >= 1 AND a.held_until <= t THEN
    FOR j IN SELECT * FROM jimeng.job WHERE account = who AND state = 'ready' AND run_at <= t
        AND (pictures = 0 OR left_pictures IS NULL OR pictures <= left_pictures)
        AND (seconds = 0 OR left_seconds IS NULL OR seconds <= left_seconds)
        ORDER BY run_at, place FOR UPDATE SKIP LOCKED LIMIT least(wanted - got, a.tasks - running) LOOP
      EXIT WHEN a.tokens < 1;
      CONTINUE WHEN j.pictures > 0 AND j.pictures > a.most_pictures - a.paid_pictures - a.reserved_pictures;
      CONTINUE WHEN j.seconds > 0 AND j.seconds > a.most_seconds - a.paid_seconds - a.reserved_seconds;
      UPDATE jimeng.job SET state = 'running', phase = 'new', owner = mine, fence = fence + 1, lease_until = until
        WHERE name = j.name RETURNING * INTO j;
      a.tokens := a.tokens - 1;
      a.reserved_pictures := a.reserved_pictures + j.pictures;
      a.reserved_seconds := a.reserved_seconds + j.seconds;
      RETURN NEXT j;
    END LOOP;
  END IF;
  UPDATE jimeng.account SET tokens = a.tokens, counted_at = t, reserved_pictures = a.reserved_pictures,
    reserved_seconds = a.reserved_seconds WHERE name = who;
END $$;

CREATE FUNCTION jimeng.finish(wanted text, mine text, held bigint, again double precision, becomes text, told text,
                              paid_p bigint, paid_s bigint, learned text) RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE a jimeng.account; j jimeng.job;
BEGIN
  PERFORM set_config('synchronous_commit', 'off', true);
  SELECT account.* INTO a FROM jimeng.account JOIN jimeng.job ON job.account = account.name
    WHERE job.name = wanted FOR UPDATE OF account;
  UPDATE jimeng.job SET state = CASE WHEN again IS NULL THEN 'ended' ELSE 'ready' END, owner = NULL,
      run_at = clock_timestamp() + coalesce(again, 0) * interval '1 s', status = becomes, outcome = told
    WHERE name = wanted AND owner = mine AND fence = held AND state = 'running' RETURNING * INTO j;
  IF NOT FOUND THEN RETURN false; END IF;
  a.ended_well := CASE WHEN learned = 'well' THEN a.ended_well + 1 ELSE a.ended_well END;
  IF a.ended_well >= 2 * a.tasks THEN
    a.tasks := least(a.most_tasks, a.tasks + 1);
    a.ended_well := 0;
  END IF;
  UPDATE jimeng.account SET
    reserved_pictures = reserved_pictures - j.pictures, reserved_seconds = reserved_seconds - j.seconds,
    paid_pictures = paid_pictures + paid_p, paid_seconds = paid_seconds + paid_s,
    ended_well = CASE WHEN learned = 'tasks' THEN 0 ELSE a.ended_well END,
    tasks = CASE WHEN learned = 'tasks' THEN greatest(1, a.tasks * 2 / 3) ELSE a.tasks END,
    rate = CASE WHEN learned = 'rate' THEN greatest(0.001, rate / 2)
                WHEN learned = 'well' THEN least(most_rate, rate * 1.05) ELSE rate END,
    held_until = CASE WHEN learned IN ('tasks', 'rate')
                      THEN greatest(held_until, clock_timestamp() + again * interval '1 s') ELSE held_until END
    WHERE name = a.name;
  RETURN true;
END $$;

CREATE FUNCTION jimeng.give_back(wanted text, mine text, held bigint, pause double precision) RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE j jimeng.job; free_at timestamptz := clock_timestamp() + pause * interval '1 s';
BEGIN
  PERFORM 1 FROM jimeng.account JOIN jimeng.job ON job.account = account.name WHERE job.name = wanted
    FOR UPDATE OF account;
  SELECT * INTO j FROM jimeng.job WHERE name = wanted AND owner = mine AND fence = held AND state = 'running'
    FOR UPDATE;
  IF NOT FOUND THEN RETURN false; END IF;
  IF j.standing = 0 AND j.phase <> 'final' THEN
    UPDATE jimeng.job SET state = 'ready', owner = NULL, run_at = greatest(run_at, free_at) WHERE name = wanted;
    UPDATE jimeng.account SET reserved_pictures = reserved_pictures - j.pictures,
      reserved_seconds = reserved_seconds - j.seconds WHERE name = j.account;
  ELSE
    UPDATE jimeng.job SET lease_until = CASE WHEN phase = 'sending' OR pause = 0 THEN '-infinity' ELSE free_at END
      WHERE name = wanted;
  END IF;
  RETURN true;
END $$;

CREATE FUNCTION jimeng.again(who text, names text[], failed boolean, unknown boolean) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE j jimeng.job; changed bigint := 0;
BEGIN
  PERFORM 1 FROM jimeng.account WHERE name = who FOR UPDATE;
  FOR j IN SELECT * FROM jimeng.job WHERE account = who AND name = ANY (names) AND (
      (failed AND state = 'ended' AND status = 'failed') OR (unknown AND state = 'ended' AND status = 'unknown') OR
      (unknown AND state = 'running' AND phase = 'sending' AND lease_until < clock_timestamp()))
      ORDER BY name FOR UPDATE LOOP
    IF j.state = 'running' THEN -- it may be billed, and stays counted
      UPDATE jimeng.account SET reserved_pictures = reserved_pictures - j.pictures,
        reserved_seconds = reserved_seconds - j.seconds, paid_pictures = paid_pictures + j.pictures,
        paid_seconds = paid_seconds + j.seconds WHERE name = who;
    END IF;
    UPDATE jimeng.job SET state = 'ready', standing = 0, well = false, phase = 'new', owner = NULL, fence = fence + 1,
      status = NULL, outcome = NULL, run_at = clock_timestamp() WHERE name = j.name;
    changed := changed + 1;
  END LOOP;
  RETURN changed;
END $$;

CREATE FUNCTION jimeng.limit_account(who text, at_once int, per_second double precision, of_pictures bigint,
                                     of_seconds bigint) RETURNS void LANGUAGE sql AS $$
  INSERT INTO jimeng.account (name) VALUES (who) ON CONFLICT DO NOTHING;
  UPDATE jimeng.account SET
    most_tasks = coalesce(at_once, most_tasks), tasks = coalesce(at_once, tasks),
    most_rate = coalesce(per_second, most_rate), rate = coalesce(per_second, rate),
    most_pictures = coalesce(of_pictures, most_pictures), most_seconds = coalesce(of_seconds, most_seconds)
    WHERE name = who;
$$;
)SQL";

/// A part of what a version adds to the one before.
struct schema_step {
    std::size_t version;
    char const* statements;
};

/// In their order; the first version makes the schema. One that has been released never changes.
inline constexpr std::array<schema_step, 3> postgresql_steps{
    {{1, postgresql_version_1}, {2, postgresql_turns_2}, {2, postgresql_queue_changes_2}}};
inline constexpr std::size_t postgresql_version = postgresql_steps.back().version;

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
