import type { Finding } from '../../contract'
import type { Machine } from '../../ports'
import { found, type Situation } from './situation'

/** Whether the SMTP server greets; without one, messages wait in the outbox. */
export async function checkMail({ mail }: Situation, machine: Machine): Promise<Finding[]> {
  const { host, port } = mail
  if (host === null) return [found('mail_kept')]
  const answer = await machine.greeting({ ...mail, host })
  return [
    answer.kind === 'answer'
      ? found('mail_answers', { host, port, greeting: answer.body })
      : found('mail_silent', { host, port, reason: answer.reason })
  ]
}
