-- What running a collection of the playground's requests brought, for whoever ran it.
create table friendly_oauth2.collection_runs (
  key text collate "C" primary key,
  record json not null,
  exp double precision,
  search text collate "C" not null,
  index_place text collate "C" not null,
  index_collection text collate "C" not null,
  index_sub text collate "C",
  sort_at double precision not null
);
create index on friendly_oauth2.collection_runs (exp);
create index on friendly_oauth2.collection_runs (index_place, sort_at);
create index on friendly_oauth2.collection_runs (index_collection);
create index on friendly_oauth2.collection_runs (index_sub) where index_sub is not null;
