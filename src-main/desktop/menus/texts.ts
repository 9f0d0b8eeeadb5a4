import appInEnglish from '../../../resources/locales/en/app.json'
import inEnglish from '../../../resources/locales/en/desktop.json'
import appInRussian from '../../../resources/locales/ru/app.json'
import inRussian from '../../../resources/locales/ru/desktop.json'

/** The texts of menu, tray and dialogs: the catalogue's own part for the desktop, and the names of the panel's sections. */
export type Texts = typeof en

const en = { ...inEnglish, sections: appInEnglish.section }
const ru = { ...inRussian, sections: appInRussian.section }

/** In the language that was chosen, else in Russian where the system speaks it, else in English. `locale` is a language tag such as `ru-RU`. */
export function textsFor(locale: string, chosen: 'system' | 'en' | 'ru' = 'system'): Texts {
  const isRussian = chosen === 'ru' || (chosen === 'system' && locale.toLowerCase().startsWith('ru'))
  return isRussian ? ru : en
}

/** A text with its `{places}` filled in. */
export function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) => values[name] ?? place)
}
