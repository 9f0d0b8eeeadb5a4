import { readdir, readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { englishPlural, russianPlural } from '../../../src-renderer/app/catalogue'
import { createUnsavedChanges } from '../../../src-renderer/app/unsaved-changes'
import { textsOf } from '../../../src-renderer/app/texts'
import { takeDraftsOver } from '../../../src-renderer/stores/people/drafts-of-person'
import { openPanel, type OpenedPanel } from '../open-panel'

let panel: OpenedPanel
afterEach(async () => {
  await panel?.close()
})
const open = async (...given: Parameters<typeof openPanel>) => (panel = await openPanel(...given))
const user = (username: string) => panel.server.store.users.get(username)
const sections = () =>
  [...document.querySelectorAll('nav a')].map((link) => link.textContent?.trim().replace(/\d+$/, ''))
const text = (testId: string) => document.querySelector(`[data-testid="${testId}"]`)?.textContent?.trim()

describe('The navigation', () => {
  it('shows an administrator every section that exists', async () => {
    await open()
    await panel.find('nav-flows')
    expect(sections()).toEqual([
      ...['Dashboard', 'Playground', 'Token lab', 'Traffic & logs'],
      ...['Clients', 'Users', 'Roles & scopes'],
      ...['Sessions', 'Authorizations', 'Limits'],
      ...['Server', 'Flows & authentication', 'Keys', 'Sign-in pages', 'Mail'],
      ...['My account', 'Documentation', 'App settings']
    ])
    expect(document.querySelector('[aria-current="page"]')?.textContent).toContain('Dashboard')
    expect(document.title).toBe('Dashboard · Friendly OAuth2 Server')
  })

  it('shows a user only their own sections, and sends them there from any other', async () => {
    const profile = { users: [{ username: 'alice', password: 'wonderland', roles: ['user'] }] }
    await open({ profile })
    const alice = await user('alice')
    await panel.close()
    await open({
      profile,
      actor: { kind: 'user', user: alice! },
      capabilities: ['session.sign_out'],
      path: '/flows'
    })
    await panel.find('nav-clients')
    expect(sections()).toEqual([
      ...['Playground', 'Token lab', 'Clients', 'Authorizations'],
      ...['My account', 'Documentation', 'App settings']
    ])
    await panel.until(() => expect(panel.router.currentRoute.value.path).toBe('/account'))
    expect(document.querySelector('[data-testid="server-toggle"]')).toBeNull()
  })

  it('collapses to icons that keep their names', async () => {
    await open()
    ;(await panel.find('toggle-sidebar')).click()
    await panel.until(() => expect(text('nav-clients')).toBe(''))
    expect((await panel.find('nav-clients')).getAttribute('aria-label')).toBe('Clients')
    expect(localStorage.getItem('friendly-oauth2.sidebar')).toBe('collapsed')
  })
})

describe('The keyboard', () => {
  it('opens a section by its digit, but not while somebody types', async () => {
    await open()
    await panel.find('nav-clients')
    const input = document.body.appendChild(document.createElement('input'))
    input.focus()
    panel.press('5')
    expect(panel.router.currentRoute.value.path).toBe('/')
    input.remove()
    panel.press('5')
    await panel.until(() => expect(panel.router.currentRoute.value.path).toBe('/clients'))
  })

  it('shows its own list at ?', async () => {
    await open()
    await panel.find('nav-clients')
    panel.press('?')
    await panel.until(() =>
      expect(document.querySelector('[role="dialog"]')?.textContent).toContain('Open Playground')
    )
  })

  it('finds pages, clients and actions in the palette, and opens what is chosen', async () => {
    const client = { client_id: 'billing', client_name: 'Billing job', client_secret: 'x'.repeat(50) }
    await open({ profile: { clients: [client] } })
    await panel.find('nav-clients')
    panel.press('k', { ctrlKey: true })
    const input = (await panel.find('palette-input')) as HTMLInputElement
    await panel.until(() => expect(text('command-open-clients')).toBe('Clients'))
    input.value = 'billing'
    input.dispatchEvent(new Event('input'))
    const found = await panel.find('command-client-billing')
    expect(input.getAttribute('aria-activedescendant')).toBe(found.id)
    expect(document.querySelector('[data-testid="command-open-clients"]')).toBeNull()
    input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }))
    await panel.until(() => expect(panel.router.currentRoute.value.path).toBe('/clients/billing'))
  })

  it('finds in the palette what makes something new, by the words of its button too', async () => {
    await open()
    await panel.find('nav-clients')
    panel.press('k', { ctrlKey: true })
    const input = (await panel.find('palette-input')) as HTMLInputElement
    input.value = 'new client'
    input.dispatchEvent(new Event('input'))
    const found = await panel.find('command-new-client')
    await panel.until(() => expect(input.getAttribute('aria-activedescendant')).toBe(found.id))
  })
})

describe('Theme and language', () => {
  it('are chosen at run time and remembered', async () => {
    await open()
    const menu = await panel.find('user-menu')
    menu.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }))
    ;(await panel.find('theme-light')).click()
    ;(await panel.find('language-ru')).click()
    await panel.until(() => expect(sections()).toContain('Клиенты'))
    const { dataset, lang } = document.documentElement
    expect([dataset.theme, lang]).toEqual(['light', 'ru'])
    expect(['theme', 'language'].map((name) => localStorage.getItem(`friendly-oauth2.${name}`))).toEqual([
      'light',
      'ru'
    ])
  })
})

describe('Drafts in this tab', () => {
  const DRAFTS = ['friendly-oauth2.form.account', 'friendly-oauth2.playground.draft']
  /** What is there of them once the person at the machine has opened the panel, after whoever sat here before. */
  async function keptAfter(person: Parameters<typeof takeDraftsOver>[0]): Promise<string[]> {
    takeDraftsOver(person)
    for (const draft of DRAFTS) sessionStorage.setItem(draft, '[]')
    await open({ path: '/about' })
    await panel.find('nav-clients')
    const kept = DRAFTS.filter((draft) => sessionStorage.getItem(draft) !== null)
    await panel.close()
    return kept
  }

  it('are those of one person, and nobody else finds them', async () => {
    expect(await keptAfter({ kind: 'local' })).toEqual(DRAFTS)
    expect(await keptAfter({ kind: 'user', username: 'local' })).toEqual([])
  })
})

describe('The server pill', () => {
  it('shows state and address, stops the server and starts it again', async () => {
    await open()
    const pill = await panel.find('server-pill')
    expect(pill.textContent).toMatch(/Running\s*localhost:\d+/)
    ;(await panel.find('server-toggle')).click()
    await panel.until(() => expect(text('server-pill')).toMatch(/^Stopped/))
    expect(text('server-stopped')).toContain('The server is stopped')
    expect(panel.server.state().status).toBe('stopped')
    ;(await panel.find('server-toggle')).click()
    await panel.until(() => expect(text('server-pill')).toMatch(/^Running/))
  })

  it('follows what happens to the server elsewhere', async () => {
    await open()
    await panel.until(() => expect(text('server-pill')).toMatch(/^Running/))
    await panel.server.stop()
    await panel.until(() => expect(text('server-pill')).toMatch(/^Stopped/))
  })
})

describe('The settings in the palette', () => {
  it('are found by their name or path, and one opens its page with the focus on its field', async () => {
    await open()
    await panel.find('nav-clients')
    panel.press('k', { ctrlKey: true })
    const input = (await panel.find('palette-input')) as HTMLInputElement
    input.value = 'lifetime refresh'
    input.dispatchEvent(new Event('input'))
    ;(await panel.find('command-setting-lifetimes.refresh_token')).click()
    await panel.until(() => expect(panel.router.currentRoute.value.path).toBe('/limits'))
    await panel.until(() =>
      expect(document.activeElement?.getAttribute('data-testid')).toBe('lifetime-refresh_token')
    )
  })

  it.each([
    ['client_secret_post', 'setting-client_authentication.client_secret_post', 'method-client_secret_post'],
    ['pkce.required', 'setting-pkce.required', 'setting-pkce.required'],
    ['flows.device', 'setting-flows.device', 'flow-device']
  ])('find %s among the flows and methods too', async (typed, command, field) => {
    await open()
    await panel.find('nav-clients')
    panel.press('k', { ctrlKey: true })
    const input = (await panel.find('palette-input')) as HTMLInputElement
    input.value = typed
    input.dispatchEvent(new Event('input'))
    ;(await panel.find(`command-${command}`)).click()
    await panel.until(() => expect(panel.router.currentRoute.value.path).toBe('/flows'))
    await panel.until(() => expect(document.activeElement?.getAttribute('data-testid')).toBe(field))
  })
})

describe('The catalogues', () => {
  it('let a page go when there are none', async () => {
    const changes = createUnsavedChanges()
    const release = changes.register(() => false, 'page')
    expect(await changes.mayLeave()).toBe(true)
    release()
  })

  it('ask before the page is left, and do as they are told', async () => {
    const changes = createUnsavedChanges()
    let dirty = true
    changes.register(() => dirty, 'page')
    const stay = changes.mayLeave()
    expect(changes.isAsking.value).toBe(true)
    changes.answer(false)
    expect(await stay).toBe(false)
    const leave = changes.mayLeave()
    changes.answer(true)
    expect(await leave).toBe(true)
    expect(changes.isAsking.value).toBe(false)
    dirty = false
    expect(await changes.mayLeave()).toBe(true)
  })

  it('are not asked about by a page that is gone', async () => {
    const changes = createUnsavedChanges()
    changes.register(() => true, 'page')()
    expect(await changes.mayLeave()).toBe(true)
  })

  it('are lost with a tab only where they stand in one, and with the page in any case', () => {
    const changes = createUnsavedChanges()
    changes.register(() => true, 'page')
    expect(changes.hasSome('tab')).toBe(false)
    changes.register(() => true, 'tab')()
    expect(changes.hasSome('tab')).toBe(false)
    changes.register(() => true, 'tab')
    expect([changes.hasSome('tab'), changes.hasSome('page')]).toEqual([true, true])
  })
})

type Texts = { [key: string]: string | Texts }
const leaves = (texts: Texts, path = ''): [string, string][] =>
  Object.entries(texts).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [[`${path}${key}`, value] as [string, string]]
      : leaves(value, `${path}${key}.`)
  )
const placeholders = (value: string) => [...new Set(value.match(/\{\w+\}/g))].sort()

describe('The catalogues', () => {
  it('have the same keys in English and Russian', () => {
    const keys = (texts: Texts) =>
      leaves(texts)
        .map(([key]) => key)
        .sort()
    expect(keys(textsOf('ru'))).toEqual(keys(textsOf('en')))
  })

  it('name the same values in both languages', () => {
    const russian = new Map(leaves(textsOf('ru')))
    const differing = leaves(textsOf('en')).filter(([key, value]) => {
      const other = russian.get(key) ?? ''
      return placeholders(value).join() !== placeholders(other).join()
    })
    expect(differing).toEqual([])
  })

  it('choose the form of a word after a number', () => {
    expect([0, 1, 2, 11].map((count) => englishPlural(count, 2))).toEqual([1, 0, 1, 1])
    expect([1, 21, 2, 24, 5, 11, 12, 14, 0, 111].map((count) => russianPlural(count, 3))).toEqual([
      0, 0, 1, 1, 2, 2, 2, 2, 2, 2
    ])
  })
})

describe('The strict Content-Security-Policy', () => {
  const folder = resolve(import.meta.dirname, '../../../src-renderer')

  it('finds no inline script or style in the page, and a place for the nonce', async () => {
    const page = await readFile(join(folder, 'index.html'), 'utf8')
    expect(page).not.toMatch(/<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=/)
    expect(page).toContain('<meta name="csp-nonce" content="__CSP_NONCE__" />')
  })

  it('finds no markup made from strings in any component', async () => {
    const files = (await readdir(folder, { recursive: true })).filter((file) => /\.(vue|ts)$/.test(file))
    const faults: string[] = []
    for (const file of files) {
      const source = await readFile(join(folder, file), 'utf8')
      if (/v-html|innerHTML|\sstyle="|new Function|\beval\(/.test(source)) faults.push(file)
    }
    expect(files.length).toBeGreaterThan(40)
    expect(faults).toEqual([])
  })
})
