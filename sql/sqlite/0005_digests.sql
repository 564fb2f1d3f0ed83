-- The digests that management groups were sent: one for each group and meeting, in one commit with its letters.
create table digests (
  group_id text not null,
  meeting  text not null,                  -- the day of the meeting
  since    text not null,                  -- what happened after this moment was news
  as_of    text not null,                  -- the moment it tells of
  through_change integer not null,         -- the newest of deviation_changes it tells of: the next one begins after it, whenever a slow round wrote it
  through_target integer not null,         -- likewise of target_changes
  primary key (group_id, meeting)
) strict;
create table digest_letters (
  letter_id text not null primary key references letters (letter_id),
  group_id  text not null,
  meeting   text not null,
  foreign key (group_id, meeting) references digests (group_id, meeting)
) strict;
create trigger digest_letters_are_facts before update on digest_letters begin select raise(abort, 'digest letters are appended, never changed'); end;
create trigger digest_letters_stay before delete on digest_letters begin select raise(abort, 'digest letters are never deleted'); end;
create trigger digests_are_facts before update on digests begin select raise(abort, 'digests are appended, never changed'); end;
create trigger digests_stay before delete on digests begin select raise(abort, 'digests are never deleted'); end;
