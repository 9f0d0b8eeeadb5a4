import { z } from '../../model'

/** What a set-up is examined for, in the order in which it is told. */
export const CHECKS = [
  'port',
  'issuer',
  'containers',
  'certificate',
  'clock',
  'data',
  'database',
  'mail'
] as const

/** What the panel mends at once. */
export const REPAIRS = ['follow_address', 'renew_certificate', 'renew_authority', 'restrict_folder'] as const
export type Repair = (typeof REPAIRS)[number]

/** ok: as it should be; note: good to know; warn: something will not work for somebody; fail: the server can't do its work. */
export const VERDICTS = ['ok', 'note', 'warn', 'fail'] as const
export type Verdict = (typeof VERDICTS)[number]

interface Kind {
  readonly check: (typeof CHECKS)[number]
  readonly verdict: Verdict
  /** What `friendly-oauth2 doctor` ends with; of failures alone. */
  readonly exitCode?: 2 | 3 | 4 | 5
  readonly repair?: Repair
}

const kinds = <Id extends string>(table: Record<Id, Kind>): Readonly<Record<Id, Kind>> => table

/** Everything that can be found, by id; the catalogue's `doctor.finding.<id>` says it in words, with its repair. */
export const FINDINGS = kinds({
  port_listening: { check: 'port', verdict: 'ok' },
  port_free: { check: 'port', verdict: 'ok' },
  port_any: { check: 'port', verdict: 'ok' },
  port_taken: { check: 'port', verdict: 'fail', exitCode: 3 },
  port_refused: { check: 'port', verdict: 'fail', exitCode: 2 },

  issuer_is_address: { check: 'issuer', verdict: 'ok' },
  issuer_leads_here: { check: 'issuer', verdict: 'ok' },
  issuer_own: { check: 'issuer', verdict: 'note' },
  issuer_scheme: { check: 'issuer', verdict: 'warn', repair: 'follow_address' },
  issuer_elsewhere: { check: 'issuer', verdict: 'warn', repair: 'follow_address' },
  issuer_silent: { check: 'issuer', verdict: 'warn', repair: 'follow_address' },

  container_closed: { check: 'containers', verdict: 'warn' },
  container_apart: { check: 'containers', verdict: 'note' },
  container_unheard: { check: 'containers', verdict: 'warn' },
  container_reached: { check: 'containers', verdict: 'ok' },

  tls_off: { check: 'certificate', verdict: 'ok' },
  certificate_valid: { check: 'certificate', verdict: 'ok' },
  certificate_ends: { check: 'certificate', verdict: 'warn' },
  local_certificate_ends: { check: 'certificate', verdict: 'warn', repair: 'renew_certificate' },
  certificate_unusable: { check: 'certificate', verdict: 'fail', exitCode: 2 },
  certificate_lacks: { check: 'certificate', verdict: 'warn', repair: 'renew_authority' },
  certificate_to_come: { check: 'certificate', verdict: 'ok' },
  authority_trusted: { check: 'certificate', verdict: 'ok' },
  authority_unknown: { check: 'certificate', verdict: 'note' },
  authority_ends: { check: 'certificate', verdict: 'warn', repair: 'renew_authority' },

  clock_right: { check: 'clock', verdict: 'ok' },
  clock_moved: { check: 'clock', verdict: 'warn' },
  clock_behind: { check: 'clock', verdict: 'warn' },
  clock_differs: { check: 'clock', verdict: 'warn' },

  data_good: { check: 'data', verdict: 'ok' },
  data_to_come: { check: 'data', verdict: 'ok' },
  data_in_memory: { check: 'data', verdict: 'note' },
  data_elsewhere: { check: 'data', verdict: 'ok' },
  data_unwritable: { check: 'data', verdict: 'fail', exitCode: 5 },
  data_damaged: { check: 'data', verdict: 'fail', exitCode: 5 },
  data_in_use: { check: 'data', verdict: 'fail', exitCode: 4 },
  data_readable: { check: 'data', verdict: 'warn', repair: 'restrict_folder' },
  data_nearly_full: { check: 'data', verdict: 'warn' },

  database_answers: { check: 'database', verdict: 'ok' },
  database_to_come: { check: 'database', verdict: 'ok' },
  database_older: { check: 'database', verdict: 'note' },
  database_slow: { check: 'database', verdict: 'warn' },
  database_clock: { check: 'database', verdict: 'warn' },
  database_read_only: { check: 'database', verdict: 'fail', exitCode: 5 },
  database_newer: { check: 'database', verdict: 'fail', exitCode: 5 },
  database_damaged: { check: 'database', verdict: 'fail', exitCode: 5 },
  database_silent: { check: 'database', verdict: 'fail', exitCode: 5 },

  mail_kept: { check: 'mail', verdict: 'ok' },
  mail_answers: { check: 'mail', verdict: 'ok' },
  mail_silent: { check: 'mail', verdict: 'warn' }
})
export type FindingId = keyof typeof FINDINGS

/** One thing that was found; `values` fill its text. */
export const findingSchema = z.object({
  id: z.enum(Object.keys(FINDINGS) as [FindingId, ...FindingId[]]),
  check: z.enum(CHECKS),
  verdict: z.enum(VERDICTS),
  values: z.record(z.string(), z.string()),
  repair: z.enum(REPAIRS).optional()
})
export type Finding = z.infer<typeof findingSchema>
