import { afterEach, describe, expect, it } from 'vitest'
import { openDesktop, type OpenedDesktop } from '../open-desktop'

let panel: OpenedDesktop
afterEach(async () => {
  await panel?.close()
})
const open = async (given: Parameters<typeof openDesktop>[0] = {}) => (panel = await openDesktop(given))

describe('The welcome page', () => {
  const firstRun = { facts: { firstRun: true } }

  it('stands before every other page of a fresh data folder, and says where the data lies', async () => {
    await open({ ...firstRun, path: '/clients' })
    await panel.until(() => expect(panel.place()).toBe('/welcome'))
    expect((await panel.find('welcome-folder')).textContent).toContain('/home/alice/friendly-oauth2')
    expect(panel.has('nav-clients')).toBe(false)
  })

  it('begins with the samples and leads to where they run', async () => {
    await open(firstRun)
    await panel.click('welcome-samples')
    await panel.until(() => expect(panel.place()).toBe('/playground'))
    await panel.find('start-code')
    for (const username of ['alice', 'bob', 'carol'])
      expect(await panel.server.store.users.get(username)).toMatchObject({ username })
  })

  it('leads to a verified ID token with the second click', async () => {
    await open(firstRun)
    await panel.click('welcome-samples')
    await panel.click('start-code')
    await panel.until(() => expect(document.body.textContent).toContain('Signature valid'))
  })

  it('leads whoever begins empty to what they came for', async () => {
    await open({ ...firstRun, path: '/clients' })
    await panel.click('welcome-empty')
    await panel.until(() => expect(panel.place()).toBe('/clients'))
    expect(await panel.server.store.users.get('alice')).toBeUndefined()
  })

  it('shows what a file would make before it begins with it, without what was left out', async () => {
    await open(firstRun)
    await panel.click('welcome-import')
    const users = ['ada', 'eve'].map((username) => ({ username, password: 'a long password' }))
    await panel.give(JSON.stringify({ version: 1, users }))
    await panel.until(() =>
      expect(document.querySelectorAll('[data-testid="import-change"]').length).toBeGreaterThanOrEqual(2)
    )
    expect(await panel.server.store.users.get('ada')).toBeUndefined()
    document.querySelector<HTMLElement>('[aria-label*="eve"]')?.click()
    await panel.click('welcome-import-begin')
    await panel.until(() => expect(panel.place()).toBe('/'))
    expect(await panel.server.store.users.get('ada')).toMatchObject({ username: 'ada' })
    expect(await panel.server.store.users.get('eve')).toBeUndefined()
  })

  it('shows how far it is with a file, of whose records each is counted', async () => {
    await open(firstRun)
    const stages: string[] = []
    const watched = new MutationObserver(() => {
      const words = document.querySelector('[data-testid="work-progress"] [role="status"]')?.textContent
      if (words && words !== stages.at(-1)) stages.push(words)
    })
    watched.observe(document.body, { childList: true, subtree: true, characterData: true })
    await panel.click('welcome-import')
    const users = Array.from({ length: 40 }, (_, at) => ({ username: `user-${at}`, roles: ['user'] }))
    await panel.give(JSON.stringify({ version: 1, users }))
    await panel.click('welcome-import-begin')
    await panel.until(() => expect(panel.place()).toBe('/'))
    watched.disconnect()
    // With the administrator and the built-in roles that every first start brings.
    expect(stages.join()).toMatch(/Preparing 4\d entries/)
  })

  it('names every fault of a file, and lets begin otherwise', async () => {
    await open(firstRun)
    await panel.click('welcome-import')
    await panel.give(JSON.stringify({ version: 1, clients: [{ client_id: 'x', redirect_uri: [] }] }))
    await panel.until(() => expect(panel.text('import-problem')).toMatch(/clients\[0\].*redirect_uris/))
    await panel.click('welcome-back')
    expect((await panel.find('welcome-empty')).matches(':disabled')).toBe(false)
  })

  it('is nowhere once the data folder has begun', async () => {
    await open({ path: '/welcome' })
    await panel.until(() => expect(panel.place()).toBe('/'))
  })
})
