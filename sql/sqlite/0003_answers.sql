-- What people answered to deviations, and the keys that sign the links they answer by.

-- An answer, on file for ever: never changed, never deleted. It counts from its own moment on.
create table responses (
  response_id  integer primary key,
  deviation_id text not null references deviations (deviation_id),
  post_id      text not null,
  kind         text not null check (kind in ('Acknowledged', 'Accepted', 'Disputed', 'Confirmed')),
  note         text not null,
  until        text null,                  -- the day by which it will be dealt with; of an acceptance its last day
  interim      text null,                  -- of an acceptance: the value that the figure is not to be worse than
  at           text not null
) strict;
create index responses_of on responses (deviation_id);
create trigger responses_are_facts before update on responses begin select raise(abort, 'responses are appended, never changed'); end;
create trigger responses_stay before delete on responses begin select raise(abort, 'responses are never deleted'); end;

-- The acceptance that lapsed by a change, which tells it: once, for then nothing is accepted any more.
alter table deviation_changes add column lapsed_response_id integer null references responses (response_id);
create unique index deviation_changes_lapsed on deviation_changes (lapsed_response_id) where lapsed_response_id is not null;

-- A benefit's owner may question a figure, by an answer: it is held until the controller decides.
alter table decisions rename to decisions_before;
drop index decisions_of;
drop trigger decisions_are_facts;
drop trigger decisions_stay;
create table decisions (
  decision_id    integer primary key,
  measurement_id integer not null references measurements (measurement_id),
  decision       text not null check (decision in ('Released', 'Rejected', 'Questioned')),
  by_post        text not null,
  note           text not null,
  decided_at     text not null,
  response_id    integer null references responses (response_id)   -- the answer that questions it
) strict;
insert into decisions (decision_id, measurement_id, decision, by_post, note, decided_at)
select decision_id, measurement_id, decision, by_post, note, decided_at from decisions_before;
drop table decisions_before;
create trigger decisions_are_facts before update on decisions begin select raise(abort, 'decisions are appended, never changed'); end;
create trigger decisions_stay before delete on decisions begin select raise(abort, 'decisions are never deleted'); end;
create index decisions_of on decisions (measurement_id);

-- Keys of ASP.NET Core Data Protection: whoever reads them can sign links, as whoever reads the store can read all else. A key is used for 90 days and known for ever.
create table data_protection_keys (
  key_id integer primary key,
  name   text not null,
  xml    text not null
) strict;
