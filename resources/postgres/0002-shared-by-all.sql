-- Tokens that stand by themselves, such as JWTs, are found together: keys are published until the last of them has ended.
alter table friendly_oauth2.tokens add column index_format text collate "C";
update friendly_oauth2.tokens set index_format = 'jwt' where record ->> 'format' = 'jwt';
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

-- What stood before the last import or the last removals: one row at most.
create table friendly_oauth2.kept_before (
  key text collate "C" primary key,
  record json not null,
  exp double precision,
  search text collate "C" not null,
  sort_exp double precision not null
);
create index on friendly_oauth2.kept_before (exp);
