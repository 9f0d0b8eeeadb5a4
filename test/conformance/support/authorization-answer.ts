import { expect } from 'vitest'
import { htmlForms } from '../../support/browser/html-forms'
import type { Stop } from '../../support/browser/person-browser'
import { hasPart, type PlanVariant } from './plan-variants'

/** What the client gets at its redirect URI, read where the variant has it; anything anywhere else fails (OAuth 2.0 Multiple Response Types §2.1). */
export function authorizationAnswer(
  stop: Stop,
  variant: PlanVariant,
  callback: string
): Record<string, string> {
  if (variant.responseMode === 'form_post') return postedAnswer(stop, callback)
  expect([302, 303], stop.html.slice(0, 1000)).toContain(stop.status)
  const location = stop.location ?? 'missing:'
  const { hash } = new URL(location)
  const inFragment = hasPart(variant, 'token') || hasPart(variant, 'id_token')
  if (!inFragment) return answerInQuery(location, callback)
  // RFC 6749 §3.1.2: a query of the redirect URI's own stays as it was registered.
  expect(location.slice(0, -hash.length)).toBe(callback)
  return Object.fromEntries(new URLSearchParams(hash.slice(1)))
}

function answerInQuery(location: string, callback: string): Record<string, string> {
  const start = callback + (callback.includes('?') ? '&' : '?')
  expect(location.slice(0, start.length)).toBe(start)
  expect(location).not.toContain('#')
  return Object.fromEntries(new URLSearchParams(location.slice(start.length)))
}

/** Form Post Response Mode §2: one form that posts the answer, and no redirect. */
function postedAnswer(stop: Stop, callback: string): Record<string, string> {
  expect([stop.status, stop.location]).toEqual([200, undefined])
  const [form] = htmlForms(stop.html)
  expect([form?.action, form?.method]).toEqual([callback, 'POST'])
  return Object.fromEntries(form?.fields ?? [])
}
