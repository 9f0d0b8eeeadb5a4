import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { htmlForms } from '../../support/browser/html-forms'
import type { Stop } from '../../support/browser/person-browser'
import { PLAN_VARIANTS } from '../support/plan-variants'
import { PASSWORD, startSuite, USERNAME, type Suite } from '../support/suite-server'
import { createTestedClient } from '../support/tested-client'

/** Whether a person has to prove themselves here. */
const asksPassword = (stop: Stop) => htmlForms(stop.html).some(({ names }) => names.includes('password'))

describe('how the person is met, in the certification plans', () => {
  let suite: Suite
  beforeAll(async () => {
    suite = await startSuite()
  })
  afterAll(() => suite.server.close())

  describe.each(PLAN_VARIANTS)('$plan, $responseType', (variant) => {
    it.each(['page', 'popup'])(
      'oidcc-display-%s: the pages are shown and lead to an answer (OpenID Connect Core §3.1.2.1)',
      async (display) => {
        const { first } = await createTestedClient(suite, variant).signIn({ display })
        expect([first.status, asksPassword(first)]).toEqual([200, true])
      }
    )

    it('oidcc-prompt-login: who is signed in is asked for the password again, and auth_time moves on (OpenID Connect Core §3.1.2.1)', async () => {
      const client = createTestedClient(suite, variant)
      const one = await client.signIn()
      suite.server.clock.advance({ seconds: 2 })
      const other = await client.signIn({ prompt: 'login' })
      expect(asksPassword(other.first)).toBe(true)
      expect(other.claims.sub).toBe(one.claims.sub)
      expect(other.claims.auth_time).toBeGreaterThan(one.claims.auth_time as number)
    })

    it('oidcc-prompt-none-not-logged-in: without a page there is login_required (OpenID Connect Core §3.1.2.1, §3.1.2.6)', async () => {
      const client = createTestedClient(suite, variant)
      const request = client.request({ prompt: 'none' })
      const answer = client.read(await client.browser.authorize(request))
      expect(answer).toMatchObject({ error: 'login_required', state: request.state })
      for (const part of ['code', 'id_token', 'access_token']) expect(answer).not.toHaveProperty(part)
    })

    it('oidcc-prompt-none-logged-in: who is signed in is told without a page (OpenID Connect Core §3.1.2.1)', async () => {
      const client = createTestedClient(suite, variant)
      const one = await client.signIn()
      suite.server.clock.advance({ seconds: 2 })
      const request = client.request({ prompt: 'none' })
      const stop = await client.browser.authorize(request)
      expect(client.read(stop)).not.toHaveProperty('error')
      const other = await client.signIn({ prompt: 'none' })
      expect([other.claims.sub, other.claims.auth_time]).toEqual([one.claims.sub, one.claims.auth_time])
    })

    it('oidcc-max-age-1: a sign-in that is older is made anew, and auth_time says so (OpenID Connect Core §3.1.2.1, §2)', async () => {
      const client = createTestedClient(suite, variant)
      const one = await client.signIn()
      suite.server.clock.advance({ seconds: 2 })
      const other = await client.signIn({ max_age: '1' })
      expect(asksPassword(other.first)).toBe(true)
      expect(other.claims.auth_time).toBeGreaterThan(one.claims.auth_time as number)
      expect(suite.server.clock.nowSeconds() - (other.claims.auth_time as number)).toBeLessThanOrEqual(1)
    })

    it('oidcc-max-age-10000: a younger sign-in is enough, and auth_time stays (OpenID Connect Core §3.1.2.1, §2)', async () => {
      const client = createTestedClient(suite, variant)
      const one = await client.signIn()
      suite.server.clock.advance({ seconds: 2 })
      const other = await client.signIn({ max_age: '10000' })
      expect(asksPassword(other.first)).toBe(false)
      expect(other.claims.auth_time).toEqual(expect.any(Number))
      expect([other.claims.sub, other.claims.auth_time]).toEqual([one.claims.sub, one.claims.auth_time])
    })

    it('oidcc-id-token-hint: the ID token of the person who is signed in is answered without a page (OpenID Connect Core §3.1.2.1)', async () => {
      const client = createTestedClient(suite, variant)
      const one = await client.signIn()
      const other = await client.signIn({ prompt: 'none', id_token_hint: one.idToken })
      expect(other.claims.sub).toBe(one.claims.sub)
    })

    it('oidcc-login-hint: the sign-in page has the name already (OpenID Connect Core §3.1.2.1)', async () => {
      const client = createTestedClient(suite, variant)
      await client.browser.authorize(client.request({ login_hint: USERNAME }))
      const form = htmlForms(client.browser.current().html).find(({ names }) => names.includes('password'))
      expect(Object.fromEntries(form?.fields ?? []).username).toBe(USERNAME)
      await client.browser.submit({ password: PASSWORD })
      expect(client.read(await client.pass(client.browser.current()))).not.toHaveProperty('error')
    })

    it('oidcc-ui-locales: the pages speak the first language that there is, and unknown ones do no harm (OpenID Connect Core §3.1.2.1)', async () => {
      const { first } = await createTestedClient(suite, variant).signIn({ ui_locales: 'se fr-CA ru' })
      expect(first.html).toMatch(/<html[^>]* lang="ru"/)
      const unknown = await createTestedClient(suite, variant).signIn({ ui_locales: 'se' })
      expect(unknown.first.html).toMatch(/<html[^>]* lang="en"/)
    })
  })
})
