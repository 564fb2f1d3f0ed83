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
create trigger digests_are_facts before update on digests begin select raise(abort, 'digests are appended, never changed'); end;
create trigger digests_stay before delete on digests begin select raise(abort, 'digests are never deleted'); end;
