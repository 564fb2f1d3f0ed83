-- What versions of plans promise less than those before them, and what a miss on a booked saving costs.

-- A version promises less of a benefit in a unit than the one that was judged by before: history, and what is to be told once, in one.
create table target_changes (
  change_id      integer primary key,
  plan_id        text not null,
  version        integer not null,
  since_version  integer not null,          -- the version it is compared with
  benefit_id     text not null,
  unit_id        text not null,
  at             text not null,
  on_track_by_it integer not null check (on_track_by_it in (0, 1)),   -- whether the benefit is on track only because less is promised
  less           text null,                 -- how much less, as a part of the improvement that was promised
  letter_id      text null references letters (letter_id)             -- which letter told it
) strict;
create unique index target_changes_once on target_changes (plan_id, version, benefit_id, unit_id);
create index target_changes_untold on target_changes (change_id) where letter_id is null;

-- How sure the amounts are, and what a booked saving lacks in a unit's budget; null where it is not booked.
alter table deviation_changes add column kroner_margin text null;
alter table deviation_changes add column overrun_unit text null;
alter table deviation_changes add column overrun_year integer null;
alter table deviation_changes add column overrun_so_far text null;
alter table deviation_changes add column overrun_by_year_end text null;
alter table deviation_changes add column overrun_last_day text null;
