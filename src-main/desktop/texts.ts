import en from '../../resources/locales/en.json'
import ru from '../../resources/locales/ru.json'

/** The texts of menu, tray and dialogs: the catalogue's own part for the desktop. */
export type Texts = typeof en.desktop

/** In Russian where the system speaks it, else in English. `locale` is a language tag such as `ru-RU`. */
export function textsFor(locale: string): Texts {
  return locale.toLowerCase().startsWith('ru') ? ru.desktop : en.desktop
}
