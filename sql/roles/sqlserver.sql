-- Three roles with no more rights than they need, for a store in the schema "gevinst" of a database on SQL Server or Azure SQL. A DBA runs this once, as a member of db_owner, before the
-- first `gevinst migrate`, and then for each account: create user [DOMAIN\gevinst] with default_schema = gevinst; alter role gevinst_worker add member [DOMAIN\gevinst];
-- The account that runs `gevinst migrate` is a member of gevinst_owner.

create role gevinst_owner;   -- makes and changes tables
create role gevinst_worker;  -- runs `gevinst run` and `once`: appends facts, and changes what is no fact
create role gevinst_reader;  -- reports: reads all but the keys that links are signed by
exec(N'create schema gevinst authorization gevinst_owner');
grant create table, create view to gevinst_owner;
grant select, insert, update, delete on schema::gevinst to gevinst_worker;
grant select on schema::gevinst to gevinst_reader;
grant view definition on schema::gevinst to gevinst_worker;
grant view definition on schema::gevinst to gevinst_reader;  -- which tables there are, also the one that it may not read
