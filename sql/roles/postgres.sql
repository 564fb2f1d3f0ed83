-- Three roles with no more rights than they need, for a store in the schema "gevinst" of a PostgreSQL database. A DBA runs this once, as a superuser or the database's owner,
-- before the first `gevinst migrate`, and gives each role to a login: grant gevinst_worker to "the account that the worker runs as";
-- The login that runs `gevinst migrate` is a member of gevinst_owner and says in its connection string: Search Path=gevinst;Options=-c role=gevinst_owner
-- The worker says: Search Path=gevinst

create role gevinst_owner nologin;   -- makes and changes tables
create role gevinst_worker nologin;  -- runs `gevinst run` and `once`: appends facts, and changes what is no fact
create role gevinst_reader nologin;  -- reports: reads all but the keys that links are signed by

create schema gevinst authorization gevinst_owner;
grant usage on schema gevinst to gevinst_worker, gevinst_reader;

-- What gevinst_owner makes from now on: the scripts that ship, and Quartz's tables.
alter default privileges for role gevinst_owner in schema gevinst grant select, insert, update, delete on tables to gevinst_worker;
alter default privileges for role gevinst_owner in schema gevinst grant usage on sequences to gevinst_worker;
alter default privileges for role gevinst_owner in schema gevinst grant select on tables to gevinst_reader;
