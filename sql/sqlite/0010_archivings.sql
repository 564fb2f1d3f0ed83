-- What was taken out of the store into a file, by the policy that the installation states: what is not here any more is there.
create table archivings (
  archiving_id integer not null,
  table_name   text not null,
  at           text not null,    -- what the clock said
  before_at    text not null,    -- rows of before this moment
  row_count    integer not null,
  checksum     text not null,    -- SHA-256 of their lines in the file
  file_name    text not null,    -- its name
  primary key (archiving_id, table_name)
) strict;
create trigger archivings_are_facts before update on archivings begin select raise(abort, 'archivings are appended, never changed'); end;
create trigger archivings_stay before delete on archivings begin select raise(abort, 'archivings are never deleted'); end;
