-- What was read, what was concluded from it, and what was told: facts are appended, never changed.
-- Moments are UTC, written 2026-07-13T04:00:00.000Z; days 2026-07-13; periods 2026-07-13, 2026-W29, 2026-07, 2026-Q3, 2026. Numbers are texts, so that they stay exact.

-- One look at a source for one indicator: taken, or failed with a fault.
create table readings (
  reading_id    integer primary key,
  indicator_id  text not null,
  source_id     text not null,
  as_of         text not null,             -- the moment the round read as of
  read_at       text not null,             -- what the clock said
  query_hash    text not null,             -- SHA-256 of what was asked
  from_day      text not null,             -- inclusive
  to_day        text not null,             -- exclusive
  outcome       text not null,             -- Taken, or the fault
  detail        text null,                 -- of a fault, or of the rows that could not be used
  first_rows    text null,                 -- each with its address and what became of it
  row_count     integer not null,          -- rows in the answer
  appended      integer not null           -- measurements that were new
) strict;
create index readings_newest on readings (indicator_id, as_of, reading_id);
create index readings_that_appended on readings (indicator_id, as_of) where appended > 0;

-- One figure, as it was read once. A restated figure is a new row.
-- Kept in the order of its series, because a history is always read whole.
create table measurements (
  indicator_id   text not null,
  unit_id        text not null,            -- * where the row names no unit
  period         text not null,
  measurement_id integer not null,
  reading_id     integer not null references readings (reading_id),
  kind           text not null check (kind in ('Ratio', 'Value', 'NotANumber', 'Suppressed')),
  first          text null,                -- the numerator, or the value
  second         text null,                -- the denominator
  primary key (indicator_id, unit_id, period, measurement_id)
) strict, without rowid;
create unique index measurements_by_id on measurements (measurement_id);
-- The facts are appended; whoever tries to change them is told so.
create trigger readings_are_facts before update on readings begin select raise(abort, 'readings are appended, never changed'); end;
create trigger readings_stay before delete on readings begin select raise(abort, 'readings are never deleted'); end;
create trigger measurements_are_facts before update on measurements begin select raise(abort, 'measurements are appended, never changed'); end;
create trigger measurements_stay before delete on measurements begin select raise(abort, 'measurements are never deleted'); end;

create view newest_measurements as
select m.measurement_id, m.indicator_id, m.unit_id, m.period, m.kind, m.first, m.second, r.as_of, r.query_hash
from measurements m
join readings r on r.reading_id = m.reading_id
where m.measurement_id = (
  select max(n.measurement_id) from measurements n
  where n.indicator_id = m.indicator_id and n.unit_id = m.unit_id and n.period = m.period);

-- The controller's word on a held figure; it counts from its own moment on.
create table decisions (
  decision_id    integer primary key,
  measurement_id integer not null references measurements (measurement_id),
  decision       text not null check (decision in ('Released', 'Rejected')),
  by_post        text not null,
  note           text not null,
  decided_at     text not null
) strict;
create trigger decisions_are_facts before update on decisions begin select raise(abort, 'decisions are appended, never changed'); end;
create trigger decisions_stay before delete on decisions begin select raise(abort, 'decisions are never deleted'); end;
create index decisions_of on decisions (measurement_id);

-- Every version of a plan that something was judged by, whole.
create table plan_versions (
  plan_id         text not null,
  version         integer not null,
  content_hash    text not null,
  content         text not null,
  approved_on     text not null,
  approved_by     text not null,
  first_judged_at text not null,
  primary key (plan_id, version, content_hash)
) strict;

-- An open case: a benefit in a unit is off its path. At most one is open for a benefit and unit.
create table deviations (
  deviation_id   text not null primary key,
  plan_id        text not null,
  benefit_id     text not null,
  unit_id        text not null,
  level          text not null check (level in ('Amber', 'Red')),
  opened_period  text not null,
  period_kind    text not null,
  opened_at      text not null,
  opened_version integer not null,
  closed_at      text null
) strict;
create unique index deviations_open on deviations (plan_id, benefit_id, unit_id) where closed_at is null;

-- A letter, whole, and how it leaves: the outbox.
create table letters (
  letter_id    text not null primary key,
  kind         text not null,
  post_id      text null,
  address      text not null,
  subject      text not null,
  body         text not null,              -- the letter as JSON
  as_of        text not null,              -- the moment it tells of
  written_at   text not null,              -- what the clock said
  state        text not null check (state in ('Waiting', 'Sent', 'GivenUp')),
  attempts     integer not null,
  next_try_at  text not null,
  leased_by    text null,
  leased_until text null,
  sent_at      text null,
  last_error   text null
) strict;
create index letters_waiting on letters (next_try_at) where state = 'Waiting';

-- What happened to a deviation, and why: history, and what is to be told, in one. letter_id says which letter told it.
create table deviation_changes (
  change_id      integer primary key,
  deviation_id   text not null references deviations (deviation_id),
  at             text not null,
  kind           text not null,
  reason         text not null,
  level          text not null,
  plan_version   integer not null,
  period         text not null,
  standing       text not null,
  actual         text not null,
  expected       text not null,
  gap            text not null,
  measurement_id integer null references measurements (measurement_id),
  kroner_in_period   text null,
  kroner_since       text null,
  kroner_by_year_end text null,
  is_told        integer not null check (is_told in (0, 1)),   -- whether it is to be told
  letter_id      text null references letters (letter_id)      -- which letter told it
) strict;
create index deviation_changes_of on deviation_changes (deviation_id);
create index deviation_changes_untold on deviation_changes (change_id) where is_told = 1 and letter_id is null;

-- An open case of not knowing: a source that fails, a figure that is late or doubtful.
create table troubles (
  trouble_id     integer primary key,
  kind           text not null,
  subject        text not null,
  scope          text not null,
  post_id        text null,                -- null for operations
  state          text not null,
  detail         text not null,
  period         text null,
  period_kind    text null,
  unit_id        text null,                -- the unit whose figure is doubted, where the subject does not say it
  shown          text null,
  measurement_id integer null references measurements (measurement_id),
  began_at       text not null,
  ended_at       text null
) strict;
create unique index troubles_open on troubles (kind, subject, state, ifnull(post_id, '')) where ended_at is null;

create table trouble_changes (
  change_id  integer primary key,
  trouble_id integer not null references troubles (trouble_id),
  at         text not null,
  began      integer not null check (began in (0, 1)),
  is_told    integer not null check (is_told in (0, 1)),
  letter_id  text null references letters (letter_id)
) strict;
create index trouble_changes_untold on trouble_changes (change_id) where is_told = 1 and letter_id is null;
