import type { ClientAuthorizations } from '../../../src-main/contract'

/** The table as comma-separated values (RFC 4180), a row per client. */
export function toCsv(days: readonly string[], rows: readonly ClientAuthorizations[]): string {
  const head = ['client_id', 'client_name', ...days, 'total']
  const lines = rows.map(({ client_id, client_name = '', counts, total }) => [
    client_id,
    client_name,
    ...counts.map(String),
    String(total)
  ])
  return [head, ...lines].map((line) => `${line.map(cell).join(',')}\r\n`).join('')
}

/** A spreadsheet takes what starts with one of these for a formula, and the name is somebody else's to choose. */
const FORMULA = /^[=+\-@\t\r]/

function cell(value: string): string {
  const plain = FORMULA.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain
}
