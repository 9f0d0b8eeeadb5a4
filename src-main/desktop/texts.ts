import appInEnglish from '../../resources/locales/en/app.json'
import inEnglish from '../../resources/locales/en/desktop.json'
import appInRussian from '../../resources/locales/ru/app.json'
import inRussian from '../../resources/locales/ru/desktop.json'

/** The texts of menu, tray and dialogs: the catalogue's own part for the desktop, and the names of the panel's sections. */
export type Texts = typeof en

const en = { ...inEnglish, sections: appInEnglish.section }
const ru = { ...inRussian, sections: appInRussian.section }

/** In Russian where the system speaks it, else in English. `locale` is a language tag such as `ru-RU`. */
export function textsFor(locale: string): Texts {
  return locale.toLowerCase().startsWith('ru') ? ru : en
}
