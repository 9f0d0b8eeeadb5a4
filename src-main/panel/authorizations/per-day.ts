import type { AuthorizationsPerDay, ClientAuthorizations } from '../../contract'
import { displayNameOf, foldName, type AuthorizationCount } from '../../model'
import type { Store } from '../../ports'

/** Clients that a chart can tell apart; where there are more, the last colour is for the others. */
const LEADING = 6

/** Sums counts by client, in the order of `days`. */
export function countsByClient(
  records: readonly AuthorizationCount[],
  days: readonly string[]
): ReadonlyMap<string, number[]> {
  const positions = new Map(days.map((day, position) => [day, position]))
  const byClient = new Map<string, number[]>()
  for (const { client_id, month, days: counted } of records) {
    const counts = byClient.get(client_id) ?? days.map(() => 0)
    counted.forEach((count, index) => {
      const position = positions.get(`${month}-${String(index + 1).padStart(2, '0')}`)
      if (position !== undefined) counts[position] = (counts[position] ?? 0) + count
    })
    byClient.set(client_id, counts)
  }
  return byClient
}

/** The clients that got anything, the busiest first, with the names that they have now. */
export async function rowsOf(
  byClient: ReadonlyMap<string, number[]>,
  clients: Pick<Store['clients'], 'get'>
): Promise<ClientAuthorizations[]> {
  const rows: ClientAuthorizations[] = []
  for (const [client_id, counts] of byClient) {
    const total = counts.reduce((sum, count) => sum + count, 0)
    if (total === 0) continue
    const client = await clients.get(client_id)
    const { owner } = client ?? {}
    rows.push({
      client_id,
      ...(client && { client_name: displayNameOf(client) }),
      ...(owner !== undefined && { owner }),
      counts,
      total
    })
  }
  return rows.sort((a, b) => b.total - a.total || (a.client_id < b.client_id ? -1 : 1))
}

export function searched(
  rows: readonly ClientAuthorizations[],
  { search = '', client_id, owner }: { search?: string; client_id?: string; owner?: string }
): ClientAuthorizations[] {
  const needle = foldName(search.trim())
  return rows.filter(
    (row) =>
      (client_id === undefined || row.client_id === client_id) &&
      (owner === undefined || row.owner === owner) &&
      foldName(`${row.client_name ?? ''}\n${row.client_id}`).includes(needle)
  )
}

/** The whole answer: totals over all rows, one page of them, and what a chart draws. */
export function perDay(
  rows: readonly ClientAuthorizations[],
  days: readonly string[],
  { offset, limit }: { offset: number; limit: number }
): AuthorizationsPerDay {
  const leading = rows.slice(0, rows.length > LEADING ? LEADING - 1 : LEADING)
  const others = rows.slice(leading.length)
  return {
    days: [...days],
    totals: sumsOf(rows, days),
    items: rows.slice(offset, offset + limit),
    total: rows.length,
    leading,
    ...(others.length > 0 && { others: sumsOf(others, days) })
  }
}

function sumsOf(rows: readonly ClientAuthorizations[], days: readonly string[]): number[] {
  const sums = days.map(() => 0)
  for (const { counts } of rows)
    counts.forEach((count, position) => (sums[position] = (sums[position] ?? 0) + count))
  return sums
}
