import { html, type Html, type Part } from './html'
import { SIGNS } from './marks'

/** The hidden fields that every form of a visit carries along. */
export type Carried = Readonly<Record<string, string | undefined>>

export interface FieldView {
  readonly name: string
  readonly label: string
  readonly type?: 'text' | 'password' | 'email'
  readonly autocomplete: string
  /** What was typed; never a password. */
  readonly value?: string
  readonly error?: string
  readonly hint?: string
  /** A link beside the label. */
  readonly aside?: Html
  readonly isFirst?: boolean
  /** A code that was mailed (digits) or that a device shows (letters). */
  readonly code?: 'digits' | 'letters'
}

/** One labelled input, with what is wrong with it tied to it. */
export function field(view: FieldView): Html {
  const { name, label, type = 'text', error, code } = view
  // What is wrong says what the hint says.
  const hint = error === undefined ? view.hint : undefined
  const notes = [error && `${name}-error`, hint && `${name}-hint`].filter(Boolean).join(' ')
  return html`<div class="field">
    <div class="label-line"><label for="${name}">${label}</label>${view.aside}</div>
    <input
      class="control${code && html` code ${code}`}"
      id="${name}"
      name="${name}"
      type="${type}"
      autocomplete="${view.autocomplete}"
      maxlength="1000"
      required
      data-testid="${name}"
      ${view.value !== undefined && type !== 'password' && html`value="${view.value}"`}
      ${type !== 'password' && html`autocapitalize="none" spellcheck="false"`}
      ${code === 'digits' && html`inputmode="numeric"`}
      ${notes !== '' && html`aria-describedby="${notes}"`}
      ${error !== undefined && html`aria-invalid="true"`}
      ${view.isFirst && html`autofocus`}
    />
    ${error !== undefined && html`<p class="field-error" id="${name}-error">${error}</p>`}
    ${hint !== undefined && html`<p class="hint" id="${name}-hint">${hint}</p>`}
  </div>`
}

export interface ButtonView {
  readonly text: Part
  readonly testId: string
  readonly kind?: 'primary' | 'plain'
  readonly name?: string
  readonly value?: string
  /** Whether the form is sent though fields are empty. */
  readonly skipsFields?: boolean
}

export function button({ text, testId, kind, name, value, skipsFields }: ButtonView): Html {
  return html`<button
    class="button${kind && html` ${kind}`}"
    type="submit"
    data-testid="${testId}"
    ${name !== undefined && html`name="${name}" value="${value}"`}
    ${skipsFields && html`formnovalidate`}
  >
    ${text}
  </button>`
}

/** A form that posts to a path of ours. */
export function form(action: string, carried: Carried, content: Part): Html {
  return html`<form method="post" action="${action}" class="fields">${hiddenFields(carried)}${content}</form>`
}

export function hiddenFields(carried: Carried): Html {
  return html`${Object.entries(carried).map(
    ([name, value]) => value !== undefined && html`<input type="hidden" name="${name}" value="${value}" />`
  )}`
}

export interface NoticeView {
  readonly tone: 'err' | 'ok' | 'warn'
  readonly title: Part
  readonly text?: Part
}

/** What happened, above a form; what went wrong is read out at once. */
export function notice({ tone, title, text }: NoticeView): Html {
  return html`<div
    class="notice ${tone}"
    ${tone === 'err' ? html`role="alert"` : html`role="status"`}
    data-testid="notice"
  >
    ${tone === 'ok' ? SIGNS.check : SIGNS.alert}
    <div>
      <p class="title">${title}</p>
      ${text !== undefined && html`<p class="muted">${text}</p>`}
    </div>
  </div>`
}

/** A path of ours with a query of what is there. */
export function link(path: string, query: Carried): string {
  const entries = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value]]
  )
  return entries.length ? `${path}?${new URLSearchParams(entries).toString()}` : path
}
