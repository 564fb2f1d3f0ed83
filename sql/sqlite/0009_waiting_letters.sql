-- The letter that has been due longest is the first of an index, however many wait: they are written many at once, for one moment.
drop index letters_waiting;
create index letters_waiting on letters (next_try_at, letter_id) where state = 'Waiting';
-- What a letter told is found by the letter.
create index escalations_told_by on escalations (letter_id);
