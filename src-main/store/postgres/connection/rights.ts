import { columnName, SCHEMA, STATE_NAMES } from '../layout'

const TABLES = ['configuration_head', 'configuration', ...STATE_NAMES.map(columnName)]

/**
 * An SQL expression: what this user lacks of the rights that a server needs, one text for each table, such as
 * `INSERT, DELETE on friendly_oauth2.tokens`. Tables that aren't there are left out.
 */
export const LACKING_RIGHTS = `array(
  select string_agg(needed, ', ' order by place) || ' on ${SCHEMA}.' || relname
  from unnest(array['SELECT', 'INSERT', 'UPDATE', 'DELETE']) with ordinality as rights (needed, place), pg_class
  where relnamespace = to_regnamespace('${SCHEMA}')
    and relname in (${TABLES.map((name) => `'${name}'`).join(', ')})
    and not (relname = 'configuration_head' and needed in ('INSERT', 'DELETE'))
    and not has_table_privilege(pg_class.oid, needed)
  group by relname order by relname)`

/** What is lacking, in words; undefined: nothing is. */
export function lackOf(lacking: readonly string[]): string | undefined {
  const [first, ...more] = lacking
  if (first === undefined) return undefined
  return `its user lacks ${first}${more.length > 0 ? `, and rights on ${more.length} more of its tables` : ''}`
}
