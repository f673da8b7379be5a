-- The append function, the guard on stored events, substring search of stream ids, and the schema of read
-- models. Locks the new, empty tables only.
create extension if not exists pg_trgm;
--> statement-breakpoint
create schema if not exists read_models;
--> statement-breakpoint
create index streams_stream_id_trgm on foldline.streams using gin (stream_id gin_trgm_ops);
--> statement-breakpoint
alter table foldline.streams set (fillfactor = 80);
--> statement-breakpoint
alter table foldline.partitions set (fillfactor = 50);
--> statement-breakpoint
alter table foldline.streams add constraint streams_stream_id_length check (char_length(stream_id) between 1 and 512);
--> statement-breakpoint
-- Takes, once per transaction, the shared lock that tells readers of the watermark below which position this
-- transaction draws none: the sequence's last value at this moment (0 while it was never called). It must be
-- held before the first position is drawn. 17996 is "FL".
create function foldline.hold_floor() returns void language plpgsql as $$
declare
  floor_position bigint;
begin
  if coalesce(current_setting('foldline.floor', true), '') <> '' then
    return;
  end if;
  select case when is_called then last_value else 0 end into floor_position from foldline.position_seq;
  perform pg_advisory_xact_lock_shared((17996::bigint << 48) | floor_position);
  perform set_config('foldline.floor', floor_position::text, true);
end
$$;
--> statement-breakpoint
-- Appends to one stream. `expected`: an exact version (0: none yet), -1 any, -2 exists. `outcome`:
--   appended   the events are in; first_version to last_version are theirs
--   duplicate  the stream already holds all of their ids; nothing was written
--   partial    the stream holds some of their ids; nothing was written
--   conflict   the stream is not at the expected version; last_version is the actual one, nothing was written
create function foldline.append(
  stream text, stream_category text, stream_slice smallint, expected bigint, event_ids uuid[], types text[],
  schema_versions smallint[], payloads text[], metadatas text[], occurred timestamptz[],
  out outcome text, out first_version bigint, out last_version bigint, out last_position bigint
) language plpgsql as $$
declare
  added constant bigint := cardinality(event_ids);
  known bigint;
  attempt int := 0;
begin
  perform foldline.hold_floor();
  loop
    select count(*), min(e.version), max(e.version), max(e.position)
      into known, first_version, last_version, last_position
      from foldline.events e where e.stream_id = stream and e.event_id = any (event_ids);
    if known = added then
      outcome := 'duplicate';
      return;
    elsif known > 0 then
      outcome := 'partial';
      return;
    end if;
    exit when attempt = 1;

    if expected = 0 then
      insert into foldline.streams as s (stream_id, category, version, slice)
        values (stream, stream_category, added, stream_slice)
        on conflict (stream_id) do nothing returning s.version into last_version;
    elsif expected > 0 then
      update foldline.streams s set version = s.version + added, updated_at = clock_timestamp()
        where s.stream_id = stream and s.version = expected returning s.version into last_version;
    elsif expected = -1 then
      insert into foldline.streams as s (stream_id, category, version, slice)
        values (stream, stream_category, added, stream_slice)
        on conflict (stream_id) do update set version = s.version + added, updated_at = clock_timestamp()
        returning s.version into last_version;
    else
      update foldline.streams s set version = s.version + added, updated_at = clock_timestamp()
        where s.stream_id = stream returning s.version into last_version;
    end if;
    exit when last_version is not null;
    -- Another writer got the version first; if that was a retry of this very append, it is a duplicate.
    attempt := attempt + 1;
  end loop;

  if last_version is null then
    outcome := 'conflict';
    first_version := null;
    last_version := coalesce((select s.version from foldline.streams s where s.stream_id = stream), 0);
    return;
  end if;

  first_version := last_version - added + 1;
  insert into foldline.events
    (stream_id, version, position, event_id, type, schema_version, slice, data, metadata, occurred_at)
    select stream, first_version + n.ordinal - 1, nextval('foldline.position_seq'), n.event_id, n.type,
           n.schema_version, stream_slice, n.payload::json, n.metadata::jsonb, coalesce(n.occurred_at, clock_timestamp())
      from (
        select * from unnest(event_ids, types, schema_versions, payloads, metadatas, occurred)
          with ordinality as u (event_id, type, schema_version, payload, metadata, occurred_at, ordinal)
          order by u.ordinal
      ) n;
  select currval('foldline.position_seq') into last_position;
  outcome := 'appended';
end
$$;
--> statement-breakpoint
-- Events are immutable. Only a session that says so ("set foldline.allow_event_changes = 'on'") may touch them.
create function foldline.refuse_event_change() returns trigger language plpgsql as $$
begin
  if current_setting('foldline.allow_event_changes', true) = 'on' then
    return coalesce(new, old);
  end if;
  raise exception 'stored events are immutable' using errcode = 'restrict_violation',
    hint = 'To change one on purpose: set foldline.allow_event_changes = ''on'' in this session.';
end
$$;
--> statement-breakpoint
create trigger events_are_immutable before update or delete on foldline.events
  for each row execute function foldline.refuse_event_change();
--> statement-breakpoint
create trigger events_are_not_truncated before truncate on foldline.events
  for each statement execute function foldline.refuse_event_change();
