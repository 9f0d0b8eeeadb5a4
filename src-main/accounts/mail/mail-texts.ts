import en from '../../../resources/locales/en/mail.json'
import ru from '../../../resources/locales/ru/mail.json'

export type MailKind = keyof typeof en

/** Subject and text of a message, in Russian for whoever reads it, else in English. `language` is a tag such as `ru-RU`. */
export function mailTexts(
  kind: MailKind,
  language: string | undefined,
  values: Readonly<Record<string, string>>
): { readonly subject: string; readonly text: string } {
  const { subject, text } = (language?.toLowerCase().startsWith('ru') ? ru : en)[kind]
  const filled = (template: string) => template.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '')
  return { subject: filled(subject), text: filled(text) }
}
