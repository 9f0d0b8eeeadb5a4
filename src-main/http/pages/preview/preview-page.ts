import type { PagePreview } from '../../../contract'
import type { PreviewRequest } from '../../../panel'
import { BEAR_PATH, SMALL_ASSETS, STYLESHEET_PATH } from '../rendering/asset-paths'
import { renderPage, type Frame } from '../rendering/page-frame'
import { TEXTS } from '../rendering/texts'
import { PREVIEW_SAMPLES } from './preview-samples'

const BEAR = `data:image/svg+xml;base64,${Buffer.from(SMALL_ASSETS[BEAR_PATH]!.content).toString('base64')}`
const STYLESHEET = SMALL_ASSETS[STYLESHEET_PATH]!.content

/**
 * A page as the server renders it, made fit for a frame of the panel, which on the desktop has no server behind it: it loads nothing,
 * its style comes beside it, and nothing in it can be used.
 */
export function previewPage({ page, language, theme, settings }: PreviewRequest): PagePreview {
  const frame: Frame = {
    language,
    t: TEXTS[language],
    branding: settings.branding,
    inLanguage: () => '#'
  }
  const document = renderPage(frame, PREVIEW_SAMPLES[page](frame, settings))
  return { title: titleOf(document), html: quiet(document), css: styled(theme) }
}

function quiet(document: string): string {
  return document
    .replaceAll(/<link [^>]*>/g, '')
    .replaceAll(BEAR_PATH, BEAR)
    .replaceAll(/ (autofocus|href="[^"]*")/g, '')
    .replace('<body>', '<body inert>')
}

/** The stylesheet with its theme decided here instead of by the browser, without faces that it would have to load. */
function styled(theme: 'dark' | 'light'): string {
  return STYLESHEET.replaceAll(/@font-face\s*\{[^}]*\}/g, '')
    .replaceAll('(prefers-color-scheme: light)', theme === 'light' ? '(min-width: 0)' : '(max-width: 0)')
    .replace('color-scheme: dark light', `color-scheme: ${theme}`)
}

function titleOf(document: string): string {
  const markup = /<title>([^<]*)<\/title>/.exec(document)?.[1] ?? ''
  return markup.replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))
}
