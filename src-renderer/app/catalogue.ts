import { watch, type Ref } from 'vue'
import { createI18n } from 'vue-i18n'
import type { Language } from '../stores/preferences'
import { textsOf } from './texts'

/** Russian has three forms of a word after a number: 1 клиент, 2 клиента, 5 клиентов; the catalogue names them in this order. */
export function russianPlural(count: number, forms: number): number {
  const [tens, ones] = [Math.abs(count) % 100, Math.abs(count) % 10]
  const form = ones === 1 && tens !== 11 ? 0 : ones >= 2 && ones <= 4 && (tens < 12 || tens > 14) ? 1 : 2
  return Math.min(form, forms - 1)
}

/** English as the catalogue has it: one form, or "one | many". */
export function englishPlural(count: number, forms: number): number {
  return Math.abs(count) === 1 ? 0 : forms - 1
}

/** The texts of the panel in every language; follows the chosen one at run time. */
export function createCatalogue(language: Ref<Language>) {
  const catalogue = createI18n({
    legacy: false,
    locale: language.value,
    fallbackLocale: 'en',
    messages: { en: textsOf('en'), ru: textsOf('ru') },
    pluralRules: { en: englishPlural, ru: russianPlural }
  })
  watch(language, (chosen) => (catalogue.global.locale.value = chosen))
  return catalogue
}
