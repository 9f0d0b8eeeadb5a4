-- Tokens that stand by themselves, such as JWTs, are found together: keys are published until the last of them has ended.
-- The database computes the column, since servers of the version before go on writing for a while and don't know it. Escapes are taken
-- out first: a record may hold what PostgreSQL's text can't, NUL and half of a surrogate pair, and none of them tells the format.
create function friendly_oauth2.standing_format(record json) returns text language sql immutable parallel safe as $$
  select case when replace(replace(record::text, '\\', ''), '\u', '')::json ->> 'format' = 'jwt' then 'jwt' end
$$;
alter table friendly_oauth2.tokens add column index_format text collate "C"
  generated always as (friendly_oauth2.standing_format(record)) stored;
create index on friendly_oauth2.tokens (index_format, exp) where index_format is not null;

-- Collections of requests of the playground, which a server with a data folder keeps as files.
create table friendly_oauth2.saved_collections (
  key text collate "C" primary key,
  record json not null,
  exp double precision,
  search text collate "C" not null,
  sort_id text collate "C" not null
);
create index on friendly_oauth2.saved_collections (exp);

-- What leads back to before the last import or the last removals, in pieces, and one row that says which of them.
create table friendly_oauth2.kept_before (
  key text collate "C" primary key,
  record json not null,
  exp double precision,
  search text collate "C" not null,
  index_deed text collate "C",
  sort_exp double precision not null
);
create index on friendly_oauth2.kept_before (exp);
create index on friendly_oauth2.kept_before (index_deed) where index_deed is not null;
