-- What was read, what was concluded from it, and what was told: facts are appended, never changed. The store as the scripts up to this number make it in SQLite.
-- Moments are in whole milliseconds; periods texts: 2026-07-13, 2026-W29, 2026-07, 2026-Q3, 2026. Texts are compared letter by letter, as ids are.
-- What figures are made of is text: a decimal of SQL Server does not hold every one of ours exactly, and a figure that comes back as another is taken for restated at each reading.
-- What must be alone in its batch, views and triggers, is executed as one.

-- One look at a source for one indicator: taken, or failed with a fault.
create table readings (
  reading_id    bigint not null primary key,
  indicator_id  nvarchar(100) collate Latin1_General_100_BIN2 not null,
  source_id     nvarchar(100) collate Latin1_General_100_BIN2 not null,
  as_of         datetimeoffset(3) not null,                             -- the moment the round read as of
  read_at       datetimeoffset(3) not null,                             -- what the clock said
  query_hash    nvarchar(64) collate Latin1_General_100_BIN2 not null,  -- SHA-256 of what was asked
  from_day      date not null,                                          -- inclusive
  to_day        date not null,                                          -- exclusive
  outcome       nvarchar(40) collate Latin1_General_100_BIN2 not null,  -- Taken, or the fault
  detail        nvarchar(max) null,                                     -- of a fault, or of the rows that could not be used
  first_rows    nvarchar(max) null,                                     -- each with its address and what became of it
  row_count     bigint not null,                                        -- rows in the answer
  appended      int not null                                            -- measurements that were new
);
create index readings_newest on readings (indicator_id, as_of, reading_id);
create index readings_that_appended on readings (indicator_id, as_of) where appended > 0;
exec(N'create trigger readings_are_facts on readings after update as if exists (select 1 from deleted) throw 51000, ''readings are appended, never changed'', 1');
exec(N'create trigger readings_stay on readings after delete as if exists (select 1 from deleted) throw 51000, ''readings are never deleted'', 1');

-- One figure, as it was read once. A restated figure is a new row. Found by its series, because a history is always read whole.
create table measurements (
  indicator_id   nvarchar(100) collate Latin1_General_100_BIN2 not null,
  unit_id        nvarchar(100) collate Latin1_General_100_BIN2 not null,  -- * where the row names no unit
  period         nvarchar(20) collate Latin1_General_100_BIN2 not null,
  measurement_id bigint not null,
  reading_id     bigint not null references readings (reading_id),
  kind           nvarchar(40) collate Latin1_General_100_BIN2 not null check (kind in (N'Ratio', N'Value', N'NotANumber', N'Suppressed')),
  first          nvarchar(32) collate Latin1_General_100_BIN2 null,       -- the numerator, or the value
  second         nvarchar(32) collate Latin1_General_100_BIN2 null,       -- the denominator
  primary key (indicator_id, unit_id, period, measurement_id)
);
create unique index measurements_by_id on measurements (measurement_id);
exec(N'create trigger measurements_are_facts on measurements after update as if exists (select 1 from deleted) throw 51000, ''measurements are appended, never changed'', 1');
exec(N'create trigger measurements_stay on measurements after delete as if exists (select 1 from deleted) throw 51000, ''measurements are never deleted'', 1');

exec(N'create view newest_measurements as
select m.measurement_id, m.indicator_id, m.unit_id, m.period, m.kind, m.first, m.second, r.as_of, r.query_hash
from measurements m
join readings r on r.reading_id = m.reading_id
where m.measurement_id = (
  select max(n.measurement_id) from measurements n
  where n.indicator_id = m.indicator_id and n.unit_id = m.unit_id and n.period = m.period)');

-- Every version of a plan that something was judged by, whole.
create table plan_versions (
  plan_id         nvarchar(100) collate Latin1_General_100_BIN2 not null,
  version         int not null,
  content_hash    nvarchar(64) collate Latin1_General_100_BIN2 not null,
  content         nvarchar(max) not null,
  approved_on     date not null,
  approved_by     nvarchar(max) not null,
  first_judged_at datetimeoffset(3) not null,
  primary key (plan_id, version, content_hash)
);

-- An open case: a benefit in a unit is off its path. At most one is open for a benefit and unit.
create table deviations (
  deviation_id   nvarchar(100) collate Latin1_General_100_BIN2 not null primary key,
  plan_id        nvarchar(100) collate Latin1_General_100_BIN2 not null,
  benefit_id     nvarchar(100) collate Latin1_General_100_BIN2 not null,
  unit_id        nvarchar(100) collate Latin1_General_100_BIN2 not null,
  level          nvarchar(20) collate Latin1_General_100_BIN2 not null check (level in (N'Amber', N'Red')),
  opened_period  nvarchar(20) collate Latin1_General_100_BIN2 not null,
  period_kind    nvarchar(20) collate Latin1_General_100_BIN2 not null,
  opened_at      datetimeoffset(3) not null,
  opened_version int not null,
  closed_at      datetimeoffset(3) null
);
create unique index deviations_open on deviations (plan_id, benefit_id, unit_id) where closed_at is null;

-- A letter, whole, and how it leaves: the outbox.
create table letters (
  letter_id    nvarchar(100) collate Latin1_General_100_BIN2 not null primary key,
  kind         nvarchar(40) collate Latin1_General_100_BIN2 not null,
  post_id      nvarchar(100) collate Latin1_General_100_BIN2 null,
  address      nvarchar(320) collate Latin1_General_100_BIN2 not null,
  subject      nvarchar(max) not null,
  body         nvarchar(max) not null,                                                            -- the letter as JSON
  as_of        datetimeoffset(3) not null,                                                        -- the moment it tells of
  written_at   datetimeoffset(3) not null,                                                        -- what the clock said
  state        nvarchar(20) collate Latin1_General_100_BIN2 not null check (state in (N'Waiting', N'Sent', N'GivenUp')),
  attempts     int not null,
  next_try_at  datetimeoffset(3) not null,
  leased_by    nvarchar(200) collate Latin1_General_100_BIN2 null,
  leased_until datetimeoffset(3) null,
  sent_at      datetimeoffset(3) null,
  last_error   nvarchar(max) null,
  instead_of   nvarchar(100) collate Latin1_General_100_BIN2 null references letters (letter_id)  -- the letter that was given up for it: the mail server does not know its address
);
-- The letter that has been due longest is the first, however many wait.
create index letters_waiting on letters (next_try_at, letter_id) where state = N'Waiting';
create index letters_by_moment on letters (as_of);
create unique index letters_instead_of on letters (instead_of) where instead_of is not null;

-- What people answered to deviations: on file for ever. It counts from its own moment on.
create table responses (
  response_id  bigint not null primary key,
  deviation_id nvarchar(100) collate Latin1_General_100_BIN2 not null references deviations (deviation_id),
  post_id      nvarchar(100) collate Latin1_General_100_BIN2 not null,
  kind         nvarchar(40) collate Latin1_General_100_BIN2 not null check (kind in (N'Acknowledged', N'Accepted', N'Disputed', N'Confirmed')),
  note         nvarchar(max) not null,
  until        date null,             -- the day by which it will be dealt with; of an acceptance its last day
  interim      decimal(38, 18) null,  -- of an acceptance: the value that the figure is not to be worse than
  at           datetimeoffset(3) not null
);
create index responses_of on responses (deviation_id);
exec(N'create trigger responses_are_facts on responses after update as if exists (select 1 from deleted) throw 51000, ''responses are appended, never changed'', 1');
exec(N'create trigger responses_stay on responses after delete as if exists (select 1 from deleted) throw 51000, ''responses are never deleted'', 1');

-- The controller's word on a held figure, or an owner's question to one; it counts from its own moment on.
create table decisions (
  decision_id    bigint not null primary key,
  measurement_id bigint not null references measurements (measurement_id),
  decision       nvarchar(20) collate Latin1_General_100_BIN2 not null check (decision in (N'Released', N'Rejected', N'Questioned')),
  by_post        nvarchar(100) collate Latin1_General_100_BIN2 not null,
  note           nvarchar(max) not null,
  decided_at     datetimeoffset(3) not null,
  response_id    bigint null references responses (response_id)  -- the answer that questions it
);
create index decisions_of on decisions (measurement_id);
exec(N'create trigger decisions_are_facts on decisions after update as if exists (select 1 from deleted) throw 51000, ''decisions are appended, never changed'', 1');
exec(N'create trigger decisions_stay on decisions after delete as if exists (select 1 from deleted) throw 51000, ''decisions are never deleted'', 1');

-- What happened to a deviation, and why: history, and what is to be told, in one.
create table deviation_changes (
  change_id      bigint not null primary key,
  deviation_id   nvarchar(100) collate Latin1_General_100_BIN2 not null references deviations (deviation_id),
  at             datetimeoffset(3) not null,
  kind           nvarchar(40) collate Latin1_General_100_BIN2 not null,
  reason         nvarchar(40) collate Latin1_General_100_BIN2 not null,
  level          nvarchar(20) collate Latin1_General_100_BIN2 not null,
  plan_version   int not null,
  period         nvarchar(20) collate Latin1_General_100_BIN2 not null,
  standing       nvarchar(40) collate Latin1_General_100_BIN2 not null,
  actual         decimal(38, 18) not null,
  expected       decimal(38, 18) not null,
  gap            decimal(38, 18) not null,
  measurement_id bigint null references measurements (measurement_id),
  kroner_in_period   decimal(38, 18) null,
  kroner_since       decimal(38, 18) null,
  kroner_by_year_end decimal(38, 18) null,
  is_told        smallint not null check (is_told in (0, 1)),                                        -- whether it is to be told
  letter_id      nvarchar(100) collate Latin1_General_100_BIN2 null references letters (letter_id),  -- which letter told it
  kroner_margin  decimal(38, 18) null,                                                               -- how sure the amounts are
  overrun_unit   nvarchar(100) collate Latin1_General_100_BIN2 null,                                 -- what a booked saving lacks in a unit's budget; null where it is not booked
  overrun_year   int null,
  overrun_so_far decimal(38, 18) null,
  overrun_by_year_end decimal(38, 18) null,
  overrun_last_day    date null,
  lapsed_response_id  bigint null references responses (response_id),                                -- the acceptance that lapsed by it
  first          nvarchar(32) collate Latin1_General_100_BIN2 null,                                  -- what the figure is made of: the numerator, or the value
  second         nvarchar(32) collate Latin1_General_100_BIN2 null                                   -- the denominator
);
create index deviation_changes_of on deviation_changes (deviation_id);
create index deviation_changes_untold on deviation_changes (change_id) where is_told = 1 and letter_id is null;
create index deviation_changes_told_by on deviation_changes (letter_id) where letter_id is not null;
create unique index deviation_changes_lapsed on deviation_changes (lapsed_response_id) where lapsed_response_id is not null;

-- An open case of not knowing: a source that fails, a figure that is late or doubtful.
create table troubles (
  trouble_id     bigint not null primary key,
  kind           nvarchar(40) collate Latin1_General_100_BIN2 not null,
  subject        nvarchar(320) collate Latin1_General_100_BIN2 not null,
  scope          nvarchar(400) collate Latin1_General_100_BIN2 not null,
  post_id        nvarchar(100) collate Latin1_General_100_BIN2 null,  -- null for operations
  state          nvarchar(200) collate Latin1_General_100_BIN2 not null,
  detail         nvarchar(max) collate Latin1_General_100_BIN2 not null,
  period         nvarchar(20) collate Latin1_General_100_BIN2 null,
  period_kind    nvarchar(20) collate Latin1_General_100_BIN2 null,
  unit_id        nvarchar(100) collate Latin1_General_100_BIN2 null,  -- the unit whose figure is doubted, where the subject does not say it
  shown          decimal(38, 18) null,
  measurement_id bigint null references measurements (measurement_id),
  began_at       datetimeoffset(3) not null,
  ended_at       datetimeoffset(3) null
);
-- No two nulls in an index that is unique: operations are one post.
create unique index troubles_open on troubles (kind, subject, state, post_id) where ended_at is null;

create table trouble_changes (
  change_id  bigint not null primary key,
  trouble_id bigint not null references troubles (trouble_id),
  at         datetimeoffset(3) not null,
  began      smallint not null check (began in (0, 1)),
  is_told    smallint not null check (is_told in (0, 1)),
  letter_id  nvarchar(100) collate Latin1_General_100_BIN2 null references letters (letter_id)
);
create index trouble_changes_untold on trouble_changes (change_id) where is_told = 1 and letter_id is null;

-- A version promises less of a benefit in a unit than the one that was judged by before: history, and what is to be told once, in one.
create table target_changes (
  change_id      bigint not null primary key,
  plan_id        nvarchar(100) collate Latin1_General_100_BIN2 not null,
  version        int not null,
  since_version  int not null,                                        -- the version it is compared with
  benefit_id     nvarchar(100) collate Latin1_General_100_BIN2 not null,
  unit_id        nvarchar(100) collate Latin1_General_100_BIN2 not null,
  at             datetimeoffset(3) not null,
  on_track_by_it smallint not null check (on_track_by_it in (0, 1)),  -- whether the benefit is on track only because less is promised
  less           decimal(38, 18) null,                                -- how much less, as a part of the improvement that was promised
  letter_id      nvarchar(100) collate Latin1_General_100_BIN2 null references letters (letter_id)
);
create unique index target_changes_once on target_changes (plan_id, version, benefit_id, unit_id);
create index target_changes_untold on target_changes (change_id) where letter_id is null;

-- What was done because nobody answered a deviation: facts, each with the letter that did it.
create table escalations (
  deviation_id nvarchar(100) collate Latin1_General_100_BIN2 not null references deviations (deviation_id),
  step         nvarchar(20) collate Latin1_General_100_BIN2 not null check (step in (N'Reminder', N'Controller', N'Leader')),
  at           datetimeoffset(3) not null,  -- the moment of the letter
  letter_id    nvarchar(100) collate Latin1_General_100_BIN2 not null references letters (letter_id),
  primary key (deviation_id, step, letter_id)
);
create index escalations_told_by on escalations (letter_id);
exec(N'create trigger escalations_are_facts on escalations after update as if exists (select 1 from deleted) throw 51000, ''escalations are appended, never changed'', 1');
exec(N'create trigger escalations_stay on escalations after delete as if exists (select 1 from deleted) throw 51000, ''escalations are never deleted'', 1');

-- The digests that management groups were sent: one for each group and meeting, in one commit with its letters.
create table digests (
  group_id nvarchar(100) collate Latin1_General_100_BIN2 not null,
  meeting  date not null,               -- the day of the meeting
  since    datetimeoffset(3) not null,  -- what happened after this moment was news
  as_of    datetimeoffset(3) not null,  -- the moment it tells of
  through_change bigint not null,       -- the newest of deviation_changes it tells of: the next one begins after it, whenever a slow round wrote it
  through_target bigint not null,       -- likewise of target_changes
  primary key (group_id, meeting)
);
exec(N'create trigger digests_are_facts on digests after update as if exists (select 1 from deleted) throw 51000, ''digests are appended, never changed'', 1');
exec(N'create trigger digests_stay on digests after delete as if exists (select 1 from deleted) throw 51000, ''digests are never deleted'', 1');

-- Which letters a digest left in.
create table digest_letters (
  letter_id nvarchar(100) collate Latin1_General_100_BIN2 not null primary key references letters (letter_id),
  group_id  nvarchar(100) collate Latin1_General_100_BIN2 not null,
  meeting   date not null,
  foreign key (group_id, meeting) references digests (group_id, meeting)
);
exec(N'create trigger digest_letters_are_facts on digest_letters after update as if exists (select 1 from deleted) throw 51000, ''digest letters are appended, never changed'', 1');
exec(N'create trigger digest_letters_stay on digest_letters after delete as if exists (select 1 from deleted) throw 51000, ''digest letters are never deleted'', 1');

-- Keys of ASP.NET Core Data Protection: whoever reads them can sign links, as whoever reads the store can read all else. A key is used for 90 days and known for ever.
create table data_protection_keys (
  key_id bigint not null primary key,
  name   nvarchar(200) not null,
  xml    nvarchar(max) not null
);
