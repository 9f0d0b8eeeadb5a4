import type { Language } from '../stores/preferences'

/** Texts by key; a key may hold more texts. */
export interface Texts {
  readonly [key: string]: string | Texts
}

const FILES = import.meta.glob<Texts>('../../resources/locales/*/*.json', { eager: true, import: 'default' })

/** Every text of a language: a part for each file of its folder, under the file's name in camel case. */
export function textsOf(language: Language): Texts {
  const parts = Object.entries(FILES).flatMap(([path, texts]) => {
    const [, folder, name] = /\/(\w+)\/([\w-]+)\.json$/.exec(path)!
    return folder === language ? [[camelCase(name!), texts] as const] : []
  })
  return Object.fromEntries(parts)
}

function camelCase(name: string): string {
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
}
