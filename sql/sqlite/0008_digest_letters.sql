-- Which letters a digest left in.
create table digest_letters (
  letter_id text not null primary key references letters (letter_id),
  group_id  text not null,
  meeting   text not null,
  foreign key (group_id, meeting) references digests (group_id, meeting)
) strict;
create trigger digest_letters_are_facts before update on digest_letters begin select raise(abort, 'digest letters are appended, never changed'); end;
create trigger digest_letters_stay before delete on digest_letters begin select raise(abort, 'digest letters are never deleted'); end;
