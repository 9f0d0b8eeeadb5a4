import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { PagePreview, ServerFacts } from '../../../src-main/contract'
import type { User } from '../../../src-main/model'
import { refusalOf, type PanelCall } from '../../support/panel/panel-call'
import { contextOf, directCall } from '../../support/panel/panel-transports'
import { startServer, type TestServer } from '../../support/start-server'

let server: TestServer
let call: PanelCall

beforeEach(async () => {
  server = await startServer({
    users: [
      { username: 'alice', roles: ['user'] },
      { username: 'moderator', roles: ['moderator'] }
    ]
  })
  call = directCall(server, contextOf({ kind: 'local' }))
})
afterEach(() => server.close())

async function callAs(username: string): Promise<PanelCall> {
  const user = (await server.store.users.get(username)) as User
  return directCall(server, contextOf({ kind: 'user', user }))
}

describe('the facts of the server', () => {
  it('tell what runs and where, to moderators and above', async () => {
    const facts = (await (await callAs('moderator'))('server.facts')) as ServerFacts
    expect(facts).toMatchObject({ node: process.version, address: server.address, pending: [] })
    expect(facts.memory.resident).toBeGreaterThan(facts.memory.heap)
    expect(await refusalOf((await callAs('alice'))('server.facts'))).toMatchObject({ code: 'FORBIDDEN' })
  })

  it('show a folder only where somebody sits before the machine', async () => {
    expect(await refusalOf(call('server.revealData'))).toMatchObject({ code: 'FORBIDDEN' })
  })
})

describe('the panel in the browser', () => {
  it('is switched off and on again at once, with REST', async () => {
    const status = async (path: string) => (await fetch(`${server.address}${path}`)).status
    await call('settings.update', { listen: { panel: false } })
    expect(await status('/panel/')).toBe(404)
    expect(await status('/admin/api/server')).toBe(404)
    expect(server.state().panelUrl).toBeUndefined()
    await call('settings.update', { listen: { panel: true } })
    expect(await status('/admin/api/server')).toBe(401)
  })

  it('refuses a host that is none and a port that is none', async () => {
    const { issues } = await refusalOf(call('settings.update', { listen: { host: 'no host', port: 0 } }))
    expect(issues?.map(({ path }) => path.join('.')).sort()).toEqual(['listen.host', 'listen.port'])
  })
})

describe('the preview of the sign-in pages', () => {
  const preview = async (input: object) => (await call('signInPages.preview', input)) as PagePreview

  it('is the page of the server with the settings that are not saved yet', async () => {
    const page = await preview({
      page: 'sign_in',
      language: 'ru',
      settings: { branding: { server_name: 'Drei <Bären>', year: 2031 }, accounts: { registration: true } }
    })
    expect(page.title).toContain('Drei <Bären>')
    expect(page.html).toContain('lang="ru"')
    expect(page.html).toContain('© 2031')
    expect(page.html).not.toContain('<Bären>')
    expect(page.html).toContain('go-to-sign-up')
    expect((await server.store.settings.get()).branding.year).toBeNull()
  })

  it.each(['sign_in', 'sign_up', 'consent', 'device', 'error'])(
    'loads nothing, leads nowhere and can not be used: %s',
    async (name) => {
      const { html, css } = await preview({ page: name, theme: 'light' })
      expect(html).not.toMatch(/<link|<script|href=|autofocus|src="(?!data:)/)
      expect(html).toContain('<body inert>')
      expect(css).not.toMatch(/@font-face|prefers-color-scheme|url\(/)
    }
  )

  it('names the field that is wrong', async () => {
    const wrong = call('signInPages.preview', { page: 'error', settings: { branding: { server_name: '' } } })
    expect((await refusalOf(wrong)).issues).toMatchObject([{ path: ['settings', 'branding', 'server_name'] }])
  })
})
