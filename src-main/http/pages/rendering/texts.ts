import en from '../../../../resources/locales/en/pages.json'
import ru from '../../../../resources/locales/ru/pages.json'
import type { Language } from './language'

/** The texts of the pages: the catalogue's own part for them, which every language has whole. */
export type Texts = typeof en

export const TEXTS: Readonly<Record<Language, Texts>> = { en, ru }

/** The text under a name that came from elsewhere, where there is one. */
export function textNamed(texts: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.hasOwn(texts, name) ? texts[name] : undefined
}
