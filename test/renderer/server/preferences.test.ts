import { afterEach, describe, expect, it } from 'vitest'
import { chosenPart } from '../../../src-renderer/stores/importing/chosen-part'
import { readProfileFile, UnreadableProfile } from '../../../src-renderer/stores/importing/read-profile-file'
import type { Store } from '../../../src-main/ports'
import { openPanel, type OpenedPanel } from '../open-panel'

let panel: OpenedPanel
afterEach(async () => {
  await panel?.close()
})

const PROFILE = {
  clients: [{ client_id: 'shop', client_secret: 'a secret of the shop', client_name: 'Shop' }],
  users: [{ username: 'alice', password: 'wonderland', roles: ['user'] }]
}
const open = async (actor?: Parameters<typeof openPanel>[0] & object) =>
  (panel = await openPanel({ path: '/preferences', profile: PROFILE, ...actor }))
const changes = () => [...document.querySelectorAll('[data-testid="import-change"]')]

async function give(text: string, name = 'profile.json'): Promise<void> {
  const field = (await panel.find('profile-file')) as HTMLInputElement
  Object.defineProperty(field, 'files', { value: [new File([text], name)], configurable: true })
  field.dispatchEvent(new Event('change'))
}

/** A store on which reading a user takes a tenth of a second, and of which one can be held back. */
function holdUser(held: string) {
  let holding: Promise<void> | undefined
  let release: () => void = () => undefined
  const withStore = (store: Store): Store => ({
    ...store,
    users: {
      ...store.users,
      get: async (username) => {
        panel?.server.clock.advance({ ms: 100 })
        if (username === held) await holding
        return store.users.get(username)
      }
    }
  })
  const hold = (): void => void (holding = new Promise((resolve) => (release = resolve)))
  return { withStore, hold, release: () => release() }
}

const IMPORTED = {
  version: 1,
  settings: { lifetimes: { access_token: 90 } },
  clients: [
    { client_id: 'shop', client_secret: 'another secret of the shop', client_name: 'The shop' },
    { client_id: 'new-one', client_secret: 'a secret of the new one' }
  ]
}

describe('Importing a profile', () => {
  it('shows every change first, without secrets, and changes nothing', async () => {
    await open()
    await give(JSON.stringify(IMPORTED))
    await panel.until(() => expect(changes()).toHaveLength(3))
    expect((await panel.find('import-sum')).textContent).toContain('makes 1 new, changes 2')
    for (const toggle of document.querySelectorAll<HTMLElement>('[data-testid="import-change"] button'))
      toggle.click()
    await panel.until(() => expect(changes()[1]?.textContent).toContain('The shop'))
    expect(document.body.textContent).not.toContain('another secret')
    expect(await panel.server.store.clients.get('new-one')).toBeUndefined()
  })

  it('takes what was left chosen, and nothing else', async () => {
    await open()
    await give(JSON.stringify(IMPORTED))
    await panel.until(() => expect(changes()).toHaveLength(3))
    changes()[1]?.querySelector('input')?.click()
    ;(await panel.find('import-take')).click()
    await panel.until(async () =>
      expect(await panel.server.store.clients.get('new-one')).toMatchObject({ client_id: 'new-one' })
    )
    expect(await panel.server.store.clients.get('shop')).toMatchObject({ client_name: 'Shop' })
    expect((await panel.server.store.settings.get()).lifetimes.access_token).toBe(90)
  })

  it('can be gone back on, with the secrets as they were', async () => {
    await open()
    const before = await panel.server.store.clients.get('shop')
    await give(JSON.stringify(IMPORTED))
    ;(await panel.find('import-take')).click()
    const point = await panel.find('restore-point')
    expect(point.textContent).toContain('3 entries can be put back')
    ;(await panel.find('restore')).click()
    await panel.until(async () => expect(await panel.server.store.clients.get('shop')).toEqual(before))
    expect(await panel.server.store.clients.get('new-one')).toBeUndefined()
    await panel.until(() => expect(document.querySelector('[data-testid="restore-point"]')).toBeNull())
  })

  it('tells how many entries stay when somebody changed them since', async () => {
    await open()
    await give(JSON.stringify(IMPORTED))
    ;(await panel.find('import-take')).click()
    await panel.find('restore-point')
    await panel.server.store.clients.update('shop', (shop) => ({ ...shop, blocked: true }))
    ;(await panel.find('restore')).click()
    await panel.until(() =>
      expect(document.body.textContent).toContain('1 entry was changed since and stays')
    )
    expect(await panel.server.store.clients.get('shop')).toMatchObject({ blocked: true })
    expect(await panel.server.store.clients.get('new-one')).toBeUndefined()
  })

  it('shows how many records are ready while it goes on, and no bar afterwards', async () => {
    const users = Array.from({ length: 1000 }, (_, at) => ({ username: `user-${at}`, roles: ['user'] }))
    const halfway = holdUser('user-600')
    await open({ profile: { ...PROFILE, withStore: halfway.withStore } })
    await give(JSON.stringify({ version: 1, users }))
    const take = await panel.find('import-take')
    halfway.hold()
    take.click()
    const bar = () => document.querySelector('[data-testid="work-progress"] progress')
    await panel.until(() => {
      expect(bar()?.getAttribute('value')).toBe('500')
      expect(bar()?.getAttribute('max')).toBe('1000')
    })
    expect(bar()?.getAttribute('aria-label')).toBe('Preparing 1,000 entries')
    expect((await panel.find('work-progress')).textContent).toContain('500 / 1,000')
    halfway.release()
    await panel.until(async () => {
      expect(await panel.server.store.users.get('user-999')).toMatchObject({ username: 'user-999' })
      expect(bar()).toBeNull()
    })
  })

  it('shows how many records are compared before anything is chosen', async () => {
    const users = Array.from({ length: 1000 }, (_, at) => ({ username: `user-${at}`, roles: ['user'] }))
    const halfway = holdUser('user-600')
    await open({ profile: { ...PROFILE, withStore: halfway.withStore } })
    halfway.hold()
    await give(JSON.stringify({ version: 1, users }))
    const bar = () => document.querySelector('[data-testid="work-progress"] progress')
    await panel.until(() => expect(bar()?.getAttribute('aria-label')).toBe('Comparing 1,000 entries'))
    expect(bar()?.getAttribute('max')).toBe('1000')
    halfway.release()
    await panel.find('import-take')
    expect(bar()).toBeNull()
  })

  it('names every fault of a profile by its path', async () => {
    await open()
    await give(JSON.stringify({ version: 1, clients: [{ client_id: 'x', redirect_uri: [] }] }))
    await panel.until(async () =>
      expect((await panel.find('import-problem')).textContent).toMatch(/clients\[0\].*redirect_uris/)
    )
  })

  it('is not offered to whoever is no administrator', async () => {
    await open()
    const user = await panel.server.store.users.get('alice')
    await panel.close()
    await open({ actor: { kind: 'user', user: user! } })
    await panel.find('preferences-theme')
    expect(document.querySelector('[data-testid="profile-file"]')).toBeNull()
  })
})

describe('Exporting', () => {
  it('says how much the file will hold, and then how much it does', async () => {
    let release: () => void = () => undefined
    const held = new Promise<void>((resolve) => (release = resolve))
    const withStore = (store: Store): Store => ({
      ...store,
      claims: { ...store.claims, list: (query) => held.then(() => store.claims.list(query)) }
    })
    await open({ profile: { ...PROFILE, withStore } })
    ;(await panel.find('profile-export')).click()
    await panel.until(async () =>
      expect((await panel.find('work-progress')).textContent).toContain('clients: 1, users: 2')
    )
    release()
    await panel.until(() =>
      expect(document.body.textContent).toMatch(/profile\.json was saved with \d+ entries/)
    )
    expect(document.querySelector('[data-testid="work-progress"]')).toBeNull()
  })

  it('leads to the description of the REST interface, where the server serves it', async () => {
    await open()
    const link = (await panel.find('api-document')) as HTMLAnchorElement
    const answer = await fetch(link.href)
    expect(await answer.json()).toMatchObject({ openapi: expect.stringMatching(/^3\.1/) as string })
  })
})

describe('Reading a profile file', () => {
  it('takes YAML as well as JSON', async () => {
    expect(await readProfileFile('version: 1\nroles:\n  - name: tester\n')).toEqual({
      version: 1,
      roles: [{ name: 'tester' }]
    })
  })
  it.each([
    ['', 'empty'],
    ['[1]', 'shape'],
    ['a: [', 'syntax']
  ])('says why %j is none', async (text, reason) => {
    const failure = await readProfileFile(text).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(UnreadableProfile)
    expect(failure).toMatchObject({ reason })
  })
})

describe('The chosen part of a profile', () => {
  it('leaves out records by their keys and settings by their paths', () => {
    const document = {
      version: 1,
      settings: { flows: { device: true, oauth2_code: true } },
      users: [{ email: 'a@example.com' }, { username: 'bob' }]
    }
    expect(chosenPart(document, new Set(['settings/flows.device', 'users/a@example.com']))).toEqual({
      version: 1,
      settings: { flows: { oauth2_code: true } },
      users: [{ username: 'bob' }]
    })
  })
})
