-- What was read, what was concluded from it, and what was told: facts are appended, never changed. The store as the scripts up to this number make it in SQLite.
-- Moments are in whole milliseconds; periods texts: 2026-07-13, 2026-W29, 2026-07, 2026-Q3, 2026. Texts are compared letter by letter, as ids are.

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% are %', tg_argv[0], tg_argv[1];
end $$;

-- One look at a source for one indicator: taken, or failed with a fault.
create table readings (
  reading_id    bigint not null primary key,
  indicator_id  text collate "C" not null,
  source_id     text collate "C" not null,
  as_of         timestamptz not null,      -- the moment the round read as of
  read_at       timestamptz not null,      -- what the clock said
  query_hash    text collate "C" not null, -- SHA-256 of what was asked
  from_day      date not null,             -- inclusive
  to_day        date not null,             -- exclusive
  outcome       text collate "C" not null, -- Taken, or the fault
  detail        text null,                 -- of a fault, or of the rows that could not be used
  first_rows    text null,                 -- each with its address and what became of it
  row_count     bigint not null,           -- rows in the answer
  appended      integer not null           -- measurements that were new
);
create index readings_newest on readings (indicator_id, as_of, reading_id);
create index readings_that_appended on readings (indicator_id, as_of) where appended > 0;
create trigger readings_are_facts before update on readings for each row execute function refuse_change('readings', 'appended, never changed');
create trigger readings_stay before delete on readings for each row execute function refuse_change('readings', 'never deleted');

-- One figure, as it was read once. A restated figure is a new row. Found by its series, because a history is always read whole.
create table measurements (
  indicator_id   text collate "C" not null,
  unit_id        text collate "C" not null,  -- * where the row names no unit
  period         text collate "C" not null,
  measurement_id bigint not null,
  reading_id     bigint not null references readings (reading_id),
  kind           text collate "C" not null check (kind in ('Ratio', 'Value', 'NotANumber', 'Suppressed')),
  first          numeric null,               -- the numerator, or the value
  second         numeric null,               -- the denominator
  primary key (indicator_id, unit_id, period, measurement_id)
);
create unique index measurements_by_id on measurements (measurement_id);
create trigger measurements_are_facts before update on measurements for each row execute function refuse_change('measurements', 'appended, never changed');
create trigger measurements_stay before delete on measurements for each row execute function refuse_change('measurements', 'never deleted');

-- What the foreign key says is seen to of a whole append, or of all that is let go, at once: row by row that takes longer than all else in it.
alter table measurements drop constraint measurements_reading_id_fkey;
create function refuse_unread() returns trigger language plpgsql set search_path from current as $$
begin
  if exists (select from (select distinct reading_id from appended) a where not exists (select from readings r where r.reading_id = a.reading_id)) then
    raise foreign_key_violation using message = 'measurements are of a reading', table = 'measurements';
  end if;
  return null;
end $$;
create function refuse_forgotten() returns trigger language plpgsql set search_path from current as $$
begin
  if exists (select from gone g join measurements m on m.reading_id = g.reading_id) then
    raise foreign_key_violation using message = 'readings have measurements', table = 'readings';
  end if;
  return null;
end $$;
create trigger measurements_were_read after insert on measurements referencing new table as appended for each statement execute function refuse_unread();
create trigger readings_are_known after delete on readings referencing old table as gone for each statement execute function refuse_forgotten();
create trigger readings_remain before truncate on readings for each statement execute function refuse_change('readings', 'never deleted');

create view newest_measurements as
select m.measurement_id, m.indicator_id, m.unit_id, m.period, m.kind, m.first, m.second, r.as_of, r.query_hash
from measurements m
join readings r on r.reading_id = m.reading_id
where m.measurement_id = (
  select max(n.measurement_id) from measurements n
  where n.indicator_id = m.indicator_id and n.unit_id = m.unit_id and n.period = m.period);

-- Every version of a plan that something was judged by, whole.
create table plan_versions (
  plan_id         text collate "C" not null,
  version         integer not null,
  content_hash    text collate "C" not null,
  content         text not null,
  approved_on     date not null,
  approved_by     text not null,
  first_judged_at timestamptz not null,
  primary key (plan_id, version, content_hash)
);

-- An open case: a benefit in a unit is off its path. At most one is open for a benefit and unit.
create table deviations (
  deviation_id   text collate "C" not null primary key,
  plan_id        text collate "C" not null,
  benefit_id     text collate "C" not null,
  unit_id        text collate "C" not null,
  level          text collate "C" not null check (level in ('Amber', 'Red')),
  opened_period  text collate "C" not null,
  period_kind    text collate "C" not null,
  opened_at      timestamptz not null,
  opened_version integer not null,
  closed_at      timestamptz null
);
create unique index deviations_open on deviations (plan_id, benefit_id, unit_id) where closed_at is null;

-- A letter, whole, and how it leaves: the outbox.
create table letters (
  letter_id    text collate "C" not null primary key,
  kind         text collate "C" not null,
  post_id      text collate "C" null,
  address      text collate "C" not null,
  subject      text not null,
  body         text not null,               -- the letter as JSON
  as_of        timestamptz not null,        -- the moment it tells of
  written_at   timestamptz not null,        -- what the clock said
  state        text collate "C" not null check (state in ('Waiting', 'Sent', 'GivenUp')),
  attempts     integer not null,
  next_try_at  timestamptz not null,
  leased_by    text null,
  leased_until timestamptz null,
  sent_at      timestamptz null,
  last_error   text null,
  instead_of   text collate "C" null references letters (letter_id)   -- the letter that was given up for it: the mail server does not know its address
);
-- The letter that has been due longest is the first, however many wait.
create index letters_waiting on letters (next_try_at, letter_id) where state = 'Waiting';
create index letters_by_moment on letters (as_of);
create unique index letters_instead_of on letters (instead_of) where instead_of is not null;

-- What people answered to deviations: on file for ever. It counts from its own moment on.
create table responses (
  response_id  bigint not null primary key,
  deviation_id text collate "C" not null references deviations (deviation_id),
  post_id      text collate "C" not null,
  kind         text collate "C" not null check (kind in ('Acknowledged', 'Accepted', 'Disputed', 'Confirmed')),
  note         text not null,
  until        date null,                   -- the day by which it will be dealt with; of an acceptance its last day
  interim      numeric null,                -- of an acceptance: the value that the figure is not to be worse than
  at           timestamptz not null
);
create index responses_of on responses (deviation_id);
create trigger responses_are_facts before update on responses for each row execute function refuse_change('responses', 'appended, never changed');
create trigger responses_stay before delete on responses for each row execute function refuse_change('responses', 'never deleted');

-- The controller's word on a held figure, or an owner's question to one; it counts from its own moment on.
create table decisions (
  decision_id    bigint not null primary key,
  measurement_id bigint not null references measurements (measurement_id),
  decision       text collate "C" not null check (decision in ('Released', 'Rejected', 'Questioned')),
  by_post        text collate "C" not null,
  note           text not null,
  decided_at     timestamptz not null,
  response_id    bigint null references responses (response_id)   -- the answer that questions it
);
create index decisions_of on decisions (measurement_id);
create trigger decisions_are_facts before update on decisions for each row execute function refuse_change('decisions', 'appended, never changed');
create trigger decisions_stay before delete on decisions for each row execute function refuse_change('decisions', 'never deleted');

-- What happened to a deviation, and why: history, and what is to be told, in one.
create table deviation_changes (
  change_id      bigint not null primary key,
  deviation_id   text collate "C" not null references deviations (deviation_id),
  at             timestamptz not null,
  kind           text collate "C" not null,
  reason         text collate "C" not null,
  level          text collate "C" not null,
  plan_version   integer not null,
  period         text collate "C" not null,
  standing       text collate "C" not null,
  actual         numeric not null,
  expected       numeric not null,
  gap            numeric not null,
  measurement_id bigint null references measurements (measurement_id),
  kroner_in_period   numeric null,
  kroner_since       numeric null,
  kroner_by_year_end numeric null,
  is_told        smallint not null check (is_told in (0, 1)),               -- whether it is to be told
  letter_id      text collate "C" null references letters (letter_id),      -- which letter told it
  kroner_margin  numeric null,                                              -- how sure the amounts are
  overrun_unit   text collate "C" null,                                     -- what a booked saving lacks in a unit's budget; null where it is not booked
  overrun_year   integer null,
  overrun_so_far numeric null,
  overrun_by_year_end numeric null,
  overrun_last_day    date null,
  lapsed_response_id  bigint null references responses (response_id),       -- the acceptance that lapsed by it
  first          numeric null,                                              -- what the figure is made of: the numerator, or the value
  second         numeric null                                               -- the denominator
);
create index deviation_changes_of on deviation_changes (deviation_id);
create index deviation_changes_untold on deviation_changes (change_id) where is_told = 1 and letter_id is null;
create index deviation_changes_told_by on deviation_changes (letter_id) where letter_id is not null;
create unique index deviation_changes_lapsed on deviation_changes (lapsed_response_id) where lapsed_response_id is not null;

-- An open case of not knowing: a source that fails, a figure that is late or doubtful.
create table troubles (
  trouble_id     bigint not null primary key,
  kind           text collate "C" not null,
  subject        text collate "C" not null,
  scope          text collate "C" not null,
  post_id        text collate "C" null,     -- null for operations
  state          text collate "C" not null,
  detail         text collate "C" not null,
  period         text collate "C" null,
  period_kind    text collate "C" null,
  unit_id        text collate "C" null,     -- the unit whose figure is doubted, where the subject does not say it
  shown          numeric null,
  measurement_id bigint null references measurements (measurement_id),
  began_at       timestamptz not null,
  ended_at       timestamptz null
);
create unique index troubles_open on troubles (kind, subject, state, coalesce(post_id, '')) where ended_at is null;

create table trouble_changes (
  change_id  bigint not null primary key,
  trouble_id bigint not null references troubles (trouble_id),
  at         timestamptz not null,
  began      smallint not null check (began in (0, 1)),
  is_told    smallint not null check (is_told in (0, 1)),
  letter_id  text collate "C" null references letters (letter_id)
);
create index trouble_changes_untold on trouble_changes (change_id) where is_told = 1 and letter_id is null;

-- A version promises less of a benefit in a unit than the one that was judged by before: history, and what is to be told once, in one.
create table target_changes (
  change_id      bigint not null primary key,
  plan_id        text collate "C" not null,
  version        integer not null,
  since_version  integer not null,          -- the version it is compared with
  benefit_id     text collate "C" not null,
  unit_id        text collate "C" not null,
  at             timestamptz not null,
  on_track_by_it smallint not null check (on_track_by_it in (0, 1)),   -- whether the benefit is on track only because less is promised
  less           numeric null,              -- how much less, as a part of the improvement that was promised
  letter_id      text collate "C" null references letters (letter_id)
);
create unique index target_changes_once on target_changes (plan_id, version, benefit_id, unit_id);
create index target_changes_untold on target_changes (change_id) where letter_id is null;

-- What was done because nobody answered a deviation: facts, each with the letter that did it.
create table escalations (
  deviation_id text collate "C" not null references deviations (deviation_id),
  step         text collate "C" not null check (step in ('Reminder', 'Controller', 'Leader')),
  at           timestamptz not null,        -- the moment of the letter
  letter_id    text collate "C" not null references letters (letter_id),
  primary key (deviation_id, step, letter_id)
);
create index escalations_told_by on escalations (letter_id);
create trigger escalations_are_facts before update on escalations for each row execute function refuse_change('escalations', 'appended, never changed');
create trigger escalations_stay before delete on escalations for each row execute function refuse_change('escalations', 'never deleted');

-- The digests that management groups were sent: one for each group and meeting, in one commit with its letters.
create table digests (
  group_id text collate "C" not null,
  meeting  date not null,                   -- the day of the meeting
  since    timestamptz not null,            -- what happened after this moment was news
  as_of    timestamptz not null,            -- the moment it tells of
  through_change bigint not null,           -- the newest of deviation_changes it tells of: the next one begins after it, whenever a slow round wrote it
  through_target bigint not null,           -- likewise of target_changes
  primary key (group_id, meeting)
);
create trigger digests_are_facts before update on digests for each row execute function refuse_change('digests', 'appended, never changed');
create trigger digests_stay before delete on digests for each row execute function refuse_change('digests', 'never deleted');

-- Which letters a digest left in.
create table digest_letters (
  letter_id text collate "C" not null primary key references letters (letter_id),
  group_id  text collate "C" not null,
  meeting   date not null,
  foreign key (group_id, meeting) references digests (group_id, meeting)
);
create trigger digest_letters_are_facts before update on digest_letters for each row execute function refuse_change('digest letters', 'appended, never changed');
create trigger digest_letters_stay before delete on digest_letters for each row execute function refuse_change('digest letters', 'never deleted');

-- Keys of ASP.NET Core Data Protection: whoever reads them can sign links, as whoever reads the store can read all else. A key is used for 90 days and known for ever.
create table data_protection_keys (
  key_id bigint not null primary key,
  name   text not null,
  xml    text not null
);
