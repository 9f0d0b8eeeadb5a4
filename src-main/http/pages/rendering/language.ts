import type { IncomingMessage } from 'node:http'

export const LANGUAGES = ['en', 'ru'] as const
export type Language = (typeof LANGUAGES)[number]

/** The language that somebody means, by a BCP 47 tag such as `ru-RU`; undefined: none that the pages speak. */
export function languageOf(tag: string | undefined): Language | undefined {
  const primary = tag?.trim().toLowerCase().split('-')[0]
  return LANGUAGES.find((language) => language === primary)
}

/**
 * The language of a page: the one chosen on a page before, else the first of `ui_locales` that the pages speak
 * (OpenID Connect Core §3.1.2.1), else what the browser prefers (RFC 9110 §12.5.4), else English.
 */
export function chooseLanguage(wishes: {
  chosen: string | undefined
  uiLocales: readonly string[]
  acceptLanguage: string | undefined
}): Language {
  const tags = [wishes.chosen, ...wishes.uiLocales, ...preferredTags(wishes.acceptLanguage ?? '')]
  return tags.map(languageOf).find((language) => language !== undefined) ?? 'en'
}

/** The tags of an Accept-Language header, the most wanted first; those of weight zero are not wanted at all. */
function preferredTags(header: string): string[] {
  return header
    .slice(0, 1000)
    .split(',')
    .map((entry) => {
      const [tag = '', ...parameters] = entry.split(';').map((piece) => piece.trim())
      const weight = parameters.find((parameter) => /^q=/i.test(parameter))?.slice(2)
      return { tag, weight: weight === undefined ? 1 : Number(weight) }
    })
    .filter(({ weight }) => weight > 0)
    .sort((one, other) => other.weight - one.weight)
    .map(({ tag }) => tag)
}

/** The cookie that keeps the chosen language until the browser is closed. Cookies don't know ports, so the port stands in its name. */
export function languageCookie(request: IncomingMessage): {
  readonly value: string | undefined
  lineFor(language: Language): string
} {
  const name = `friendly_oauth2_${request.socket.localPort ?? 0}_language`
  const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim())
  return {
    value: pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1),
    lineFor: (language) => `${name}=${language}; Path=/; HttpOnly; SameSite=Lax`
  }
}
