-- What was taken out of the store into a file, by the policy that the installation states: what is not here any more is there.
create table archivings (
  archiving_id bigint not null,
  table_name   text collate "C" not null,
  at           timestamptz not null,       -- what the clock said
  before_at    timestamptz not null,       -- rows of before this moment
  row_count    bigint not null,
  checksum     text collate "C" not null,  -- SHA-256 of their lines in the file
  file_name    text not null,              -- its name
  primary key (archiving_id, table_name)
);
create trigger archivings_are_facts before update on archivings for each row execute function refuse_change('archivings', 'appended, never changed');
create trigger archivings_stay before delete on archivings for each row execute function refuse_change('archivings', 'never deleted');
