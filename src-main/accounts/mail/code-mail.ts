import type { MailedCode, Settings } from '../../model'
import { mailTexts, type MailKind } from './mail-texts'
import type { NewMessage } from './outbox'

interface Told {
  readonly settings: Settings
  readonly issuer: string
  /** A BCP 47 tag. */
  readonly language: string | undefined
}

/** A message of the server to an address. */
export function serverMail(kind: MailKind, to: string, { settings, issuer, language }: Told): NewMessage {
  const { server_name: server } = settings.branding
  return { to, ...mailTexts(kind, language, { server, issuer }) }
}

/** The message that brings a code. */
export function codeMail(
  { purpose, email }: Pick<MailedCode, 'purpose' | 'email'>,
  { code, settings, issuer, language }: Told & { readonly code: string }
): NewMessage {
  const { server_name: server } = settings.branding
  const minutes = String(Math.max(1, Math.floor(settings.mail.code_lifetime / 60)))
  return { to: email, code, ...mailTexts(purpose, language, { server, issuer, code, minutes }) }
}
