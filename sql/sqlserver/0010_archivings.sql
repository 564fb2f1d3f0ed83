-- What was taken out of the store into a file, by the policy that the installation states: what is not here any more is there.
create table archivings (
  archiving_id bigint not null,
  table_name   nvarchar(100) collate Latin1_General_100_BIN2 not null,
  at           datetimeoffset(3) not null,                            -- what the clock said
  before_at    datetimeoffset(3) not null,                            -- rows of before this moment
  row_count    bigint not null,
  checksum     nvarchar(64) collate Latin1_General_100_BIN2 not null, -- SHA-256 of their lines in the file
  file_name    nvarchar(400) not null,                                -- its name
  primary key (archiving_id, table_name)
);
exec(N'create trigger archivings_are_facts on archivings after update as if exists (select 1 from deleted) throw 51000, ''archivings are appended, never changed'', 1');
exec(N'create trigger archivings_stay on archivings after delete as if exists (select 1 from deleted) throw 51000, ''archivings are never deleted'', 1');
