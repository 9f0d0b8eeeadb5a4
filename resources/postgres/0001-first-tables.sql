-- The configuration: one row for each record, and one for the settings. Every server keeps all of it in memory and reads
-- what is newer than what it has. A record that went stays for a while as a row that holds its key alone, so that everybody
-- hears of it.
create table friendly_oauth2.configuration (
  collection text collate "C" not null,
  key text collate "C" not null,
  record json not null,
  gone boolean not null,
  version bigint not null,
  changed_at timestamptz not null default now(),
  primary key (collection, key)
);
create index on friendly_oauth2.configuration (version);
create index on friendly_oauth2.configuration (changed_at) where gone;

-- The one row that every write of the configuration locks: versions rise in the order in which they are committed.
-- Rows of gone records up to forgotten_version have been removed.
create table friendly_oauth2.configuration_head (
  version bigint not null,
  forgotten_version bigint not null
);
insert into friendly_oauth2.configuration_head values (0, 0);

-- The state: a table for each collection. Beside the record stand its end (seconds since 1970), what a search looks into,
-- and the values that it is found and sorted by. Texts compare by their bytes, whatever the database's language is.
create table friendly_oauth2.tokens (
  key text collate "C" primary key,
  record json not null,
  exp double precision,
  search text collate "C" not null,
  index_client_id text collate "C",
  index_sub text collate "C",
  index_authorization_id text collate "C",
  sort_iat double precision not null
);
create index on friendly_oauth2.tokens (exp);
create index on friendly_oauth2.tokens (index_client_id);
create index on friendly_oauth2.tokens (index_sub);
create index on friendly_oauth2.tokens (index_authorization_id);

create table friendly_oauth2.authorizations (
  key text collate "C" primary key,
  record json not null,
  exp double precision,
  search text collate "C" not null,
  index_client_id text collate "C",
  index_sub text collate "C",
  index_session_id text collate "C",
  index_sid text collate "C",
  sort_iat double precision not null
);
create index on friendly_oauth2.authorizations (exp);
create index on friendly_oauth2.authorizations (index_client_id);
create index on friendly_oauth2.authorizations (index_sub);
create index on friendly_oauth2.authorizations (index_session_id);
create index on friendly_oauth2.authorizations (index_sid);

create table friendly_oauth2.authorization_codes (
  key text collate "C" primary key,
  record json not null,
  exp double precision,
  search text collate "C" not null,
  index_authorization_id text collate "C",
  sort_iat double precision not null
);
create index on friendly_oauth2.authorization_codes (exp);
create index on friendly_oauth2.authorization_codes (index_authorization_id);

create table friendly_oauth2.pushed_requests (
  key text collate "C" primary key,
  record json not null,
  exp double precision,
  search text collate "C" not null,
  index_client_id text collate "C",
  sort_iat double precision not null
);
create index on friendly_oauth2.pushed_requests (exp);
create index on friendly_oauth2.pushed_requests (index_client_id);

create table friendly_oauth2.device_codes (
  key text collate "C" primary key,
  record json not null,
  exp double precision,
  search text collate "C" not null,
  index_user_code text collate "C",
  index_client_id text collate "C",
  sort_iat double precision not null
);
create index on friendly_oauth2.device_codes (exp);
create index on friendly_oauth2.device_codes (index_user_code);
create index on friendly_oauth2.device_codes (index_client_id);

create table friendly_oauth2.consents (
  key text collate "C" primary key,
  record json not null,
  exp double precision,
  search text collate "C" not null,
  index_sub text collate "C",
  index_client_id text collate "C",
  sort_given_at double precision not null
);
create index on friendly_oauth2.consents (exp);
create index on friendly_oauth2.consents (index_sub);
create index on friendly_oauth2.consents (index_client_id);

create table friendly_oauth2.logout_deliveries (
  key text collate "C" primary key,
  record json not null,
  exp double precision,
  search text collate "C" not null,
  index_client_id text collate "C",
  index_status text collate "C",
  sort_at double precision not null
);
create index on friendly_oauth2.logout_deliveries (exp);
create index on friendly_oauth2.logout_deliveries (index_client_id);
create index on friendly_oauth2.logout_deliveries (index_status);

create table friendly_oauth2.authorization_counts (
  key text collate "C" primary key,
  record json not null,
  exp double precision,
  search text collate "C" not null,
  index_client_id text collate "C",
  index_month text collate "C",
  sort_month text collate "C" not null
);
create index on friendly_oauth2.authorization_counts (exp);
create index on friendly_oauth2.authorization_counts (index_client_id);
create index on friendly_oauth2.authorization_counts (index_month);

create table friendly_oauth2.used_assertions (
  key text collate "C" primary key,
  record json not null,
  exp double precision,
  search text collate "C" not null,
  sort_exp double precision not null
);
create index on friendly_oauth2.used_assertions (exp);

create table friendly_oauth2.playground_keys (
  key text collate "C" primary key,
  record json not null,
  exp double precision,
  search text collate "C" not null,
  sort_client_id text collate "C" not null
);
create index on friendly_oauth2.playground_keys (exp);

create table friendly_oauth2.panel_sessions (
  key text collate "C" primary key,
  record json not null,
  exp double precision,
  search text collate "C" not null,
  index_username text collate "C",
  sort_created_at double precision not null,
  sort_last_seen_at double precision not null
);
create index on friendly_oauth2.panel_sessions (exp);
create index on friendly_oauth2.panel_sessions (index_username);

create table friendly_oauth2.sign_in_sessions (
  key text collate "C" primary key,
  record json not null,
  exp double precision,
  search text collate "C" not null,
  index_sub text collate "C",
  index_sid text collate "C",
  index_client_id text[] not null,
  sort_created_at double precision not null,
  sort_last_seen_at double precision not null
);
create index on friendly_oauth2.sign_in_sessions (exp);
create index on friendly_oauth2.sign_in_sessions (index_sub);
create index on friendly_oauth2.sign_in_sessions (index_sid);
create index on friendly_oauth2.sign_in_sessions using gin (index_client_id);

create table friendly_oauth2.sign_in_records (
  key text collate "C" primary key,
  record json not null,
  exp double precision,
  search text collate "C" not null,
  index_sub text collate "C",
  sort_at double precision not null
);
create index on friendly_oauth2.sign_in_records (exp);
create index on friendly_oauth2.sign_in_records (index_sub);
create index on friendly_oauth2.sign_in_records (sort_at, key);

create table friendly_oauth2.mailed_codes (
  key text collate "C" primary key,
  record json not null,
  exp double precision,
  search text collate "C" not null,
  index_email text collate "C",
  sort_iat double precision not null
);
create index on friendly_oauth2.mailed_codes (exp);
create index on friendly_oauth2.mailed_codes (index_email);

create table friendly_oauth2.outbox (
  key text collate "C" primary key,
  record json not null,
  exp double precision,
  search text collate "C" not null,
  index_status text collate "C",
  sort_at double precision not null
);
create index on friendly_oauth2.outbox (exp);
create index on friendly_oauth2.outbox (index_status);
create index on friendly_oauth2.outbox (sort_at, key);

create table friendly_oauth2.audit_events (
  key text collate "C" primary key,
  record json not null,
  exp double precision,
  search text collate "C" not null,
  index_user text[] not null,
  index_client_id text collate "C",
  sort_at double precision not null
);
create index on friendly_oauth2.audit_events (exp);
create index on friendly_oauth2.audit_events using gin (index_user);
create index on friendly_oauth2.audit_events (index_client_id);
create index on friendly_oauth2.audit_events (sort_at, key);

create unlogged table friendly_oauth2.interactions (
  key text collate "C" primary key,
  record json not null,
  exp double precision,
  search text collate "C" not null,
  index_browser_id text collate "C",
  sort_iat double precision not null
);
create index on friendly_oauth2.interactions (exp);
create index on friendly_oauth2.interactions (index_browser_id);

create unlogged table friendly_oauth2.pending_sign_outs (
  key text collate "C" primary key,
  record json not null,
  exp double precision,
  search text collate "C" not null,
  sort_exp double precision not null
);
create index on friendly_oauth2.pending_sign_outs (exp);

create unlogged table friendly_oauth2.sign_in_attempts (
  key text collate "C" primary key,
  record json not null,
  exp double precision,
  search text collate "C" not null,
  sort_exp double precision not null
);
create index on friendly_oauth2.sign_in_attempts (exp);
