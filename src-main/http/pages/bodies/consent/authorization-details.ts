import type { AuthorizationDetail } from '../../../../model'
import { html, type Html } from '../../rendering/html'
import type { Frame } from '../../rendering/page-frame'
import { textNamed } from '../../rendering/texts'

/** Rich authorization requests for people (RFC 9396 §2 and §12): every member is shown, since each may matter. */
export function authorizationDetails({ t }: Frame, details: readonly AuthorizationDetail[]): readonly Html[] {
  return details.map(
    ({ type, ...members }) =>
      html`<div class="detail">
        <p class="mono">${type}</p>
        <dl class="facts">
          ${Object.entries(members).map(
            ([name, value]) =>
              html`<dt>${textNamed(t.detail, name) ?? name}</dt>
                <dd>${valueText(value)}</dd>`
          )}
        </dl>
      </div>`
  )
}

function valueText(value: unknown): string {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return String(value)
  if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return value.join(', ')
  if (isRecord(value) && Object.values(value).every((one) => typeof one !== 'object'))
    return Object.entries(value)
      .map(([name, member]) => `${name}: ${String(member)}`)
      .join('\n')
  return JSON.stringify(value, undefined, 2)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
