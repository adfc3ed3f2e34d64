#ifndef JIMENG_STORE_DETAIL_POSTGRESQL_SCHEMA_HPP
#define JIMENG_STORE_DETAIL_POSTGRESQL_SCHEMA_HPP

#include <jimeng/core/config.hpp>
#include <jimeng/store/detail/postgresql_lease.hpp>
#include <jimeng/store/detail/postgresql_settle.hpp>

#include <array>

namespace jimeng::inline JIMENG_ABI::detail {

/// The tables, and what each event of a job does to them. Part of version 1 of the schema.
///
/// Time is the database's everywhere. A job belongs to whoever took it last: `owner` is a store, `fence` counts the
/// takings. `standing` is `job_standing` as a number. What only begins something is not waited for
/// (`synchronous_commit` off within its transaction): it becomes durable with the next commit that is, and who relied
/// on one that a crash took away is told by owner, fence or number. Locks are taken in one order: job, account, share;
/// whoever has the account's waits for no job.
inline constexpr char postgresql_tables_1[] = R"SQL(
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
  reserved_seconds bigint NOT NULL DEFAULT 0,
  running int NOT NULL DEFAULT 0,
  look_at timestamptz NOT NULL DEFAULT 'infinity',
  ready_from timestamptz NOT NULL DEFAULT '-infinity'
) WITH (fillfactor = 50);
CREATE TABLE jimeng.job (
  name text PRIMARY KEY,
  phase text NOT NULL DEFAULT 'new',
  standing smallint NOT NULL DEFAULT 0,
  well boolean NOT NULL DEFAULT false,
  owner text,
  fence bigint NOT NULL DEFAULT 0,
  lease_until timestamptz NOT NULL DEFAULT '-infinity',
  next bigint NOT NULL DEFAULT 0,
  account text,
  state text,
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
CREATE INDEX job_line ON jimeng.job (folder, id) WHERE state = 'ready';
CREATE TABLE jimeng.event (
  job text NOT NULL REFERENCES jimeng.job ON DELETE CASCADE,
  number bigint NOT NULL,
  line text NOT NULL,
  PRIMARY KEY (job, number)
);
CREATE TABLE jimeng.share (
  account text NOT NULL,
  owner text NOT NULL,
  learns boolean NOT NULL,
  ended int NOT NULL DEFAULT 0,
  reserved_pictures bigint NOT NULL DEFAULT 0,
  reserved_seconds bigint NOT NULL DEFAULT 0,
  paid_pictures bigint NOT NULL DEFAULT 0,
  paid_seconds bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (account, owner)
) WITH (fillfactor = 50);

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
)SQL";

/// What each version adds to the one before; the first makes the schema. A version that has been released never
/// changes.
inline constexpr std::array<std::array<char const*, 3>, 1> postgresql_versions{
    {{postgresql_tables_1, postgresql_settle_1, postgresql_lease_1}}};

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
