-- What was done because nobody answered a deviation: facts, each with the letter that did it.
create table escalations (
  deviation_id text not null references deviations (deviation_id),
  step         text not null check (step in ('Reminder', 'Controller', 'Leader')),
  at           text not null,              -- the moment of the letter
  letter_id    text not null references letters (letter_id),
  primary key (deviation_id, step, letter_id)
) strict;
create trigger escalations_are_facts before update on escalations begin select raise(abort, 'escalations are appended, never changed'); end;
create trigger escalations_stay before delete on escalations begin select raise(abort, 'escalations are never deleted'); end;
-- Who has had a letter today, and which letters told of a deviation.
create index letters_by_moment on letters (as_of);
create index deviation_changes_told_by on deviation_changes (letter_id) where letter_id is not null;
