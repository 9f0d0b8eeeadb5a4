import type { Client, Settings } from '../../../model'
import { BEAR_PATH, STYLESHEET_PATH } from './asset-paths'
import { html, fillText, type Html, type Part } from './html'
import { LANGUAGES, type Language } from './language'
import { clientMark } from './marks'
import { TEXTS, type Texts } from './texts'

/** What every page is made with: the language, its texts, and how the server presents itself. */
export interface Frame {
  readonly language: Language
  readonly t: Texts
  readonly branding: Settings['branding']
  /** Where the page is found in a language; none: it can't be asked for again. */
  readonly inLanguage?: (language: Language) => string
}

/** The client as the head of a page shows it. */
export type ShownClient = Pick<Client, 'client_id' | 'client_name' | 'logo_uri' | 'logo_base64'>

/** What one page adds to the frame. */
export interface PageParts {
  readonly title: string
  /** A line below the title. */
  readonly intro?: Part
  readonly body: Html
  /** The client that the page is about: its logo stands beside the server's. */
  readonly client?: ShownClient
  /** A sign in place of the server's own. */
  readonly sign?: Html
  readonly isWide?: boolean
  readonly head?: Html
}

/** A whole document. */
export function renderPage(frame: Frame, page: PageParts): string {
  const { t, branding, language } = frame
  const title = fillText(t.title, { page: page.title, server: branding.server_name })
  const { markup } = html`<html lang="${language}">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="robots" content="noindex" />
      <meta name="color-scheme" content="dark light" />
      <title>${title}</title>
      ${page.head}
      <link rel="icon" href="/favicon.ico" sizes="32x32" />
      <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
      <link rel="apple-touch-icon" href="/apple-touch-icon.png" />
      <link rel="stylesheet" href="${STYLESHEET_PATH}" />
    </head>
    <body>
      <main${page.isWide && html` class="wide"`}>
        <div class="head">
          ${marks(frame, page)}
          <h1>${page.title}</h1>
          ${page.intro !== undefined && html`<p class="intro">${page.intro}</p>`}
        </div>
        ${page.body}
      </main>
      ${foot(frame)}
    </body>
  </html>`
  return `<!doctype html>\n${markup}\n`
}

function marks({ branding }: Frame, { client, sign }: PageParts): Html {
  if (sign) return html`<div class="marks">${sign}</div>`
  const own = html`<img class="bear" src="${branding.icon_svg ?? BEAR_PATH}" alt="" width="56" height="56" />`
  return client
    ? html`<div class="marks two">
        ${clientMark(client)}<span class="dots" aria-hidden="true"><i></i><i></i><i></i></span>${own}
      </div>`
    : html`<div class="marks">${own}</div>`
}

function foot({ t, branding, inLanguage, language }: Frame): Html {
  const { site_host: host, year } = branding
  const site = [year === null ? '' : `© ${year}`, host ?? ''].filter(Boolean).join(' ')
  return html`<footer>
    ${site !== '' && html`<span>${site}</span>`}
    ${
      inLanguage &&
      html`<nav aria-label="${t.language}">
        ${LANGUAGES.map((one) =>
          one === language
            ? html`<span lang="${one}" aria-current="true">${TEXTS[one].languageName}</span>`
            : html`<a href="${inLanguage(one)}" lang="${one}" hreflang="${one}" data-testid="language-${one}"
                >${TEXTS[one].languageName}</a
              >`
        )}
      </nav>`
    }
  </footer>`
}
