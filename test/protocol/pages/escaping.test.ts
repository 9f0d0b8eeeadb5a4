import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  authorizationDetailsSchema,
  clientObject,
  DEFAULT_SETTINGS,
  userSchema
} from '../../../src-main/model'
import { consentPage } from '../../../src-main/http/pages/bodies/consent/consent-page'
import { errorPage } from '../../../src-main/http/pages/bodies/error-page'
import { formPostPage } from '../../../src-main/http/pages/bodies/form-post-page'
import { signInPage } from '../../../src-main/http/pages/bodies/sign-in/sign-in-page'
import { signedOutPage } from '../../../src-main/http/pages/bodies/sign-out-pages'
import { fill, html } from '../../../src-main/http/pages/rendering/html'
import { renderPage, type Frame, type PageParts } from '../../../src-main/http/pages/rendering/page-frame'
import { pagePolicy } from '../../../src-main/http/pages/rendering/page-policy'
import { TEXTS } from '../../../src-main/http/pages/rendering/texts'
import { unescapeHtml } from '../../support/browser/html-forms'

const frame: Frame = { language: 'en', t: TEXTS.en, branding: DEFAULT_SETTINGS.branding }
const tagsOf = (page: PageParts) =>
  [...renderPage(frame, page).matchAll(/<\/?[a-z][^>]*>/gi)].map(([tag]) => tag)
/** What stands between tags and in attributes may differ, but not which tags there are and which attributes they have. */
const skeletonOf = (page: PageParts) => tagsOf(page).map((tag) => tag.replace(/"[^"]*"/g, '""'))

/** One line of anything, leaning towards what breaks out of markup. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '<script>',
        '"',
        "'",
        '`',
        '>',
        '</title>',
        '&',
        '{client}',
        '{name}',
        '-->',
        ' onload=x'
      ),
      fc.string({ maxLength: 8 })
    ),
    { minLength: 1, maxLength: 6 }
  )
  .map((pieces) => pieces.join('').replace(/[\p{Cc}\u2028\u2029]/gu, ''))
  .filter((text) => text.trim() !== '')

const here = { carried: { form_token: 'token' }, query: {} }
const closed = { signUpIsOpen: true, forgotIsOpen: true }
const clientCalled = (client_name: string) => clientObject.parse({ client_id: 'one', client_name })

describe('what comes from outside stays text on the pages', () => {
  it('in the names of clients and people, whatever they are', () => {
    const page = (name: string) =>
      signInPage(frame, {
        ...here,
        ...closed,
        client: clientCalled(name),
        username: name,
        choices: [userSchema.parse({ username: `u${name}`, name })]
      })
    const expected = skeletonOf(page('plain'))
    fc.assert(
      fc.property(hostile, (name) => {
        expect(skeletonOf(page(name))).toEqual(expected)
      })
    )
  })

  it('in scopes, claims and authorization details of a consent', () => {
    const page = (text: string) =>
      consentPage(frame, {
        ...here,
        client: clientCalled(text),
        user: userSchema.parse({ username: 'alice' }),
        scopes: [{ token: text }],
        claims: [text],
        authorizationDetails: authorizationDetailsSchema.parse([
          { type: 't', [`k${text}`]: text, more: { a: [text] } }
        ]),
        isDevice: true,
        userCode: text
      })
    const expected = skeletonOf(page('plain'))
    fc.assert(
      fc.property(hostile, (text) => {
        expect(skeletonOf(page(text))).toEqual(expected)
      })
    )
  })

  it('in what a refused request said, and in the fields of an answer by form_post', () => {
    const error = (text: string) =>
      errorPage(
        frame,
        { code: 'invalid_request', reason: 'redirect-uri-differs', message: text },
        { clientId: text, redirectUri: text }
      )
    const post = (text: string) =>
      formPostPage(frame, { action: `https://x/?${text}`, fields: [['state', text]] })
    fc.assert(
      fc.property(hostile, (text) => {
        expect(skeletonOf(error(text))).toEqual(skeletonOf(error('plain')))
        expect(skeletonOf(post(text))).toEqual(skeletonOf(post('plain')))
      })
    )
  })

  it('and is read back as it came', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const [, value = ''] = /value="([^"]*)"/.exec(html`<input value="${text}" />`.markup) ?? []
        expect(unescapeHtml(value)).toBe(text)
      })
    )
  })

  it('even as an object of the shape of markup, and as a placeholder in a placeholder', () => {
    const forged = JSON.parse('{"markup":"<b>"}') as { markup: string }
    expect(html`${forged}`.markup).toBe('&#60;b&#62;')
    expect(fill('{client} asks', { client: '{client}<' }).markup).toBe('{client}&#60; asks')
  })

  it('in a Content-Security-Policy: only web origins get into it', () => {
    const addresses = [
      "https://logo.example/a.png?; script-src 'unsafe-inline'",
      'javascript:alert(1)',
      'no address'
    ]
    expect(pagePolicy({ images: addresses })).toContain("img-src 'self' data: https://logo.example;")
    expect(pagePolicy({ images: addresses })).not.toMatch(/script-src|javascript/)
  })
})

describe('the page after signing out', () => {
  it('goes on to an address that leads somewhere, never to one that runs something', () => {
    const linkOf = (location: string) =>
      renderPage(frame, signedOutPage(frame, { frontChannel: [], location }))
    expect(linkOf('com.example.app:/signed-out')).toContain('href="com.example.app:/signed-out"')
    for (const location of ['javascript:alert(1)', 'data:text/html,x', 'vbscript:x'])
      expect(linkOf(location)).not.toContain(location.split(':')[0] + ':')
  })
})
