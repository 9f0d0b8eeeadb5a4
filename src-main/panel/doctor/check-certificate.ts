import type { Finding, ServerFacts } from '../../contract'
import type { Clock, Machine } from '../../ports'
import { dayOf, found, type Situation } from './situation'

type Certificate = NonNullable<ServerFacts['tls']>

/** From so many milliseconds before its end on, people are told. */
export const EXPIRY_WARNING = 30 * 86_400_000

/** Whether the certificate lasts, has the names that it needs, and is trusted here. */
export function checkCertificate(
  { certificate, isTls }: Situation,
  machine: Pick<Machine, 'trusts'>,
  clock: Pick<Clock, 'nowMs'>
): Finding[] {
  if (!isTls) return [found('tls_off')]
  if (certificate === undefined) return [found('certificate_to_come')]
  if (typeof certificate === 'string') return [found('certificate_unusable', { reason: certificate })]
  return [...certificateProblems(certificate, clock.nowMs()), ...authorityFindings(certificate, machine)]
}

/** What of a certificate needs a hand, worst first; else that it is valid. */
function certificateProblems(certificate: Certificate, nowMs: number): Finding[] {
  const { file, source, names, validTo, uncovered, authority } = certificate
  const until = dayOf(validTo)
  const ends = validTo - nowMs < EXPIRY_WARNING
  const problems = [
    ...(ends
      ? [found(source === 'local' ? 'local_certificate_ends' : 'certificate_ends', { file, until })]
      : []),
    ...(uncovered.length > 0 ? [found('certificate_lacks', { names: uncovered.join(', ') })] : []),
    ...(authority && authority.validTo - nowMs < EXPIRY_WARNING
      ? [found('authority_ends', { until: dayOf(authority.validTo) })]
      : [])
  ]
  return problems.length > 0 ? problems : [found('certificate_valid', { names, until })]
}

function authorityFindings({ authority }: Certificate, machine: Pick<Machine, 'trusts'>): Finding[] {
  const trusted = authority && machine.trusts(authority.pem)
  if (trusted === undefined) return []
  return [found(trusted ? 'authority_trusted' : 'authority_unknown')]
}
