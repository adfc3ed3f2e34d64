#ifndef JIMENG_STORE_DETAIL_POSTGRESQL_LEASE_HPP
#define JIMENG_STORE_DETAIL_POSTGRESQL_LEASE_HPP

#include <jimeng/core/config.hpp>

namespace jimeng::inline JIMENG_ABI::detail {

/// How a worker takes jobs. Part of version 1 of the schema.
///
/// Where no limit is near, jobs are taken first and the account is changed last, in one statement that keeps the
/// limits, so that it is locked for a moment only. Near one, all is counted while the account is locked.
/// Two columns of it save looking: before `look_at` no lease ends; jobs that ran out before `ready_from` are not looked
/// for, whose index entries may still be there, unless nothing is found behind it: a hint, and any value is right.
inline constexpr char postgresql_lease_1[] = R"SQL(
-- The account, which nobody else changes until the end of the transaction, with all that workers settled.
CREATE FUNCTION jimeng.lock_account(who text) RETURNS jimeng.account LANGUAGE plpgsql AS $$
DECLARE a jimeng.account; s jimeng.share;
BEGIN
  SELECT * INTO a FROM jimeng.account WHERE name = who FOR UPDATE;
  FOR s IN SELECT * FROM jimeng.share WHERE account = who AND ended > 0 FOR UPDATE LOOP
    a.running := a.running - s.ended;
    a.reserved_pictures := a.reserved_pictures - s.reserved_pictures;
    a.reserved_seconds := a.reserved_seconds - s.reserved_seconds;
    a.paid_pictures := a.paid_pictures + s.paid_pictures;
    a.paid_seconds := a.paid_seconds + s.paid_seconds;
    UPDATE jimeng.share SET ended = 0, reserved_pictures = 0, reserved_seconds = 0, paid_pictures = 0, paid_seconds = 0
      WHERE account = who AND owner = s.owner;
  END LOOP;
  IF FOUND THEN
    UPDATE jimeng.account SET running = a.running, reserved_pictures = a.reserved_pictures,
      reserved_seconds = a.reserved_seconds, paid_pictures = a.paid_pictures, paid_seconds = a.paid_seconds
      WHERE name = who;
  END IF;
  RETURN a;
END $$;

CREATE FUNCTION jimeng.tokens_of(a jimeng.account, t timestamptz) RETURNS double precision LANGUAGE sql AS $$
  SELECT least(greatest(a.rate, 1), a.tokens + a.rate * greatest(0, extract(epoch FROM t - a.counted_at)));
$$;

CREATE TYPE jimeng.leased AS (name text, folder text, id text, body text, pictures bigint, seconds bigint, fence bigint,
                              next bigint, standing smallint, well boolean, run_at timestamptz);

-- Jobs of workers that are gone, where a lease may have ended: those of which nothing has left are ready again, those
-- that the service has, or that have ended and are not settled, are this worker's now.
CREATE FUNCTION jimeng.take_over(who text, mine text, wanted int, lease double precision) RETURNS SETOF jimeng.leased
LANGUAGE plpgsql AS $$
DECLARE
  j jimeng.job; one jimeng.leased; t timestamptz := clock_timestamp();
  gone int := 0; of_pictures bigint := 0; of_seconds bigint := 0;
BEGIN
  FOR j IN SELECT * FROM jimeng.job WHERE account = who AND state = 'running' AND lease_until < t
      AND phase <> 'final' AND standing = 0 FOR UPDATE SKIP LOCKED LOOP
    UPDATE jimeng.job SET state = 'ready', owner = NULL, fence = fence + 1 WHERE name = j.name;
    gone := gone + 1;
    of_pictures := of_pictures + j.pictures;
    of_seconds := of_seconds + j.seconds;
  END LOOP;
  FOR j IN SELECT * FROM jimeng.job WHERE account = who AND state = 'running' AND lease_until < t
      AND (phase = 'final' OR standing = 2) ORDER BY lease_until LIMIT wanted FOR UPDATE SKIP LOCKED LOOP
    UPDATE jimeng.job SET owner = mine, fence = fence + 1, lease_until = t + lease * interval '1 s' WHERE name = j.name
      RETURNING name, folder, id, body, pictures, seconds, fence, next, standing, well, run_at INTO one;
    RETURN NEXT one;
  END LOOP;
  UPDATE jimeng.account SET running = running - gone, reserved_pictures = reserved_pictures - of_pictures,
    reserved_seconds = reserved_seconds - of_seconds WHERE name = who;
  -- Now nothing begins to run meanwhile. What may have left comes back only by a word of its own worker.
  UPDATE jimeng.account SET ready_from = '-infinity', look_at = coalesce((
      SELECT min(CASE WHEN lease_until < t AND phase = 'sending' THEN t + interval '1 s' ELSE lease_until END)
      FROM jimeng.job WHERE account = who AND state = 'running'), 'infinity') WHERE name = who;
  DELETE FROM jimeng.share AS s WHERE s.account = who AND ended = 0 AND NOT EXISTS (
    SELECT FROM jimeng.job WHERE job.account = who AND state = 'running' AND job.owner = s.owner);
END $$;

-- Of ready jobs those that the limits have room for, as nobody else changes them meanwhile.
CREATE FUNCTION jimeng.lease_exactly(who text, mine text, wanted int, lease double precision) RETURNS SETOF jimeng.leased
LANGUAGE plpgsql AS $$
DECLARE
  a jimeng.account; one jimeng.leased; t timestamptz; have double precision; room int; running int; got int := 0;
  left_pictures bigint; left_seconds bigint;
BEGIN
  a := jimeng.lock_account(who);
  t := clock_timestamp();
  have := jimeng.tokens_of(a, t);
  IF have < 1 OR a.held_until > t THEN RETURN; END IF;
  SELECT count(*) INTO running FROM jimeng.job WHERE account = who AND state = 'running'
    AND (phase IN ('new', 'intent', 'accepted') OR (phase = 'sending' AND lease_until >= t));
  room := least(wanted, a.tasks - running);
  left_pictures := a.most_pictures - a.paid_pictures - a.reserved_pictures;
  left_seconds := a.most_seconds - a.paid_seconds - a.reserved_seconds;
  WHILE room >= 1 AND have >= 1 LOOP
    UPDATE jimeng.job SET state = 'running', phase = 'new', owner = mine, fence = fence + 1,
        lease_until = t + lease * interval '1 s'
      WHERE ctid = (SELECT ctid FROM jimeng.job WHERE account = who AND state = 'ready' AND run_at <= t
        AND run_at >= a.ready_from
        AND (pictures = 0 OR left_pictures IS NULL OR pictures <= left_pictures)
        AND (seconds = 0 OR left_seconds IS NULL OR seconds <= left_seconds)
        ORDER BY run_at, place FOR UPDATE SKIP LOCKED LIMIT 1)
      RETURNING name, folder, id, body, pictures, seconds, fence, next, standing, well, run_at INTO one;
    IF NOT FOUND THEN
      EXIT WHEN a.ready_from = '-infinity';
      a.ready_from := '-infinity';
      CONTINUE;
    END IF;
    a.ready_from := one.run_at;
    room := room - 1;
    got := got + 1;
    have := have - 1;
    a.running := a.running + 1;
    left_pictures := left_pictures - one.pictures;
    left_seconds := left_seconds - one.seconds;
    a.reserved_pictures := a.reserved_pictures + one.pictures;
    a.reserved_seconds := a.reserved_seconds + one.seconds;
    RETURN NEXT one;
  END LOOP;
  IF got = 0 THEN RETURN; END IF;
  UPDATE jimeng.account SET tokens = have, counted_at = t, running = a.running, ready_from = a.ready_from,
    look_at = least(look_at, t + lease * interval '1 s'),
    reserved_pictures = a.reserved_pictures, reserved_seconds = a.reserved_seconds WHERE name = who;
END $$;

CREATE FUNCTION jimeng.lease(who text, mine text, wanted int, lease double precision) RETURNS SETOF jimeng.leased
LANGUAGE plpgsql AS $$
DECLARE
  a jimeng.account; one jimeng.leased; taken jimeng.leased[]; t timestamptz := clock_timestamp();
  until timestamptz := t + lease * interval '1 s'; room int := wanted; got int := 0; none text;
  of_pictures bigint := 0; of_seconds bigint := 0;
BEGIN
  none := set_config('synchronous_commit', 'off', true);
  SELECT * INTO a FROM jimeng.account WHERE name = who;
  IF a.look_at <= t THEN
    RETURN QUERY SELECT * FROM jimeng.take_over(who, mine, wanted, lease);
    GET DIAGNOSTICS got = ROW_COUNT;
    room := wanted - got;
    IF room = 0 THEN RETURN; END IF;
    got := 0;
    SELECT * INTO a FROM jimeng.account WHERE name = who;
  END IF;
  IF a.running + room > a.tasks OR a.held_until > t OR jimeng.tokens_of(a, t) < room
      OR a.most_pictures - a.paid_pictures - a.reserved_pictures < room * 100
      OR a.most_seconds - a.paid_seconds - a.reserved_seconds < room * 100 THEN
    RETURN QUERY SELECT * FROM jimeng.lease_exactly(who, mine, room, lease);
    RETURN;
  END IF;
  -- No limit is near, as it seems: nobody waits for the account while a job is looked for.
  LOOP
    UPDATE jimeng.job SET state = 'running', phase = 'new', owner = mine, fence = fence + 1, lease_until = until
      WHERE ctid = (SELECT ctid FROM jimeng.job WHERE account = who AND state = 'ready'
        AND run_at >= a.ready_from AND run_at <= t ORDER BY run_at, place FOR UPDATE SKIP LOCKED LIMIT 1)
      RETURNING name, folder, id, body, pictures, seconds, fence, next, standing, well, run_at INTO one;
    IF NOT FOUND THEN
      EXIT WHEN a.ready_from = '-infinity';
      a.ready_from := '-infinity';
      CONTINUE;
    END IF;
    a.ready_from := one.run_at;
    got := got + 1;
    of_pictures := of_pictures + one.pictures;
    of_seconds := of_seconds + one.seconds;
    EXIT WHEN room = 1;
    taken := taken || one;
    EXIT WHEN got = room;
  END LOOP;
  IF got = 0 THEN RETURN; END IF;
  UPDATE jimeng.account AS now SET running = running + got, reserved_pictures = reserved_pictures + of_pictures,
      reserved_seconds = reserved_seconds + of_seconds, look_at = least(look_at, until), ready_from = a.ready_from,
      tokens = jimeng.tokens_of(now, t) - got, counted_at = greatest(counted_at, t)
    WHERE name = who AND held_until <= t AND running + got <= tasks AND jimeng.tokens_of(now, t) >= got
      AND (paid_pictures + reserved_pictures + of_pictures <= most_pictures) IS NOT FALSE
      AND (paid_seconds + reserved_seconds + of_seconds <= most_seconds) IS NOT FALSE;
  IF NOT FOUND THEN -- somebody else was faster
    UPDATE jimeng.job SET state = 'ready', owner = NULL
      WHERE name = ANY (CASE WHEN room = 1 THEN ARRAY[one.name] ELSE (SELECT array_agg(name) FROM unnest(taken)) END);
    UPDATE jimeng.account SET ready_from = '-infinity' WHERE name = who;
    RETURN QUERY SELECT * FROM jimeng.lease_exactly(who, mine, room, lease);
  ELSIF room = 1 THEN
    RETURN NEXT one;
  ELSE
    FOREACH one IN ARRAY taken LOOP
      RETURN NEXT one;
    END LOOP;
  END IF;
END $$;
)SQL";

} // namespace jimeng::inline JIMENG_ABI::detail

#endif
