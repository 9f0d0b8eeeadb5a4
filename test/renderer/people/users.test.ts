import { afterEach, describe, expect, it } from 'vitest'
import { userSchema } from '../../../src-main/model'
import { openPanel, type OpenedPanel } from '../open-panel'

let panel: OpenedPanel
afterEach(async () => {
  await panel?.close()
})

const ROLES = ['user', 'moderator', 'administrator', 'tester'].map((name) => ({ name }))
const USERS = [
  { username: 'alice', sub: 'a', email: 'alice@example.com', name: 'Alice Liddell' },
  { username: 'bob', sub: 'b', roles: ['user', 'tester'], blocked: true },
  { username: 'root', sub: 'r', roles: ['administrator'] },
  { username: 'mo', sub: 'm', roles: ['moderator'] }
]
const open = async (path: string, users: object[] = USERS) =>
  (panel = await openPanel({ path, profile: { roles: ROLES, users: users as typeof USERS } }))
const all = (testId: string) => [...document.querySelectorAll<HTMLElement>(`[data-testid="${testId}"]`)]
const rows = () => all('user-row').map((row) => row.querySelector('a')?.textContent?.trim())
const click = async (testId: string) => (await panel.find(testId)).click()
const stored = (username: string) => panel.server.store.users.get(username)

async function type(testId: string, value: string): Promise<void> {
  const input = (await panel.find(testId)) as HTMLInputElement
  input.value = value
  input.dispatchEvent(new Event('input', { bubbles: true }))
}

async function choose(name: string): Promise<void> {
  await panel.until(() => expect(rows()).toContain(name))
  const row = all('user-row').find((one) => one.textContent?.includes(name))
  row?.querySelector<HTMLInputElement>('[data-testid="choose-row"]')?.click()
}

/** Opens the menu of the first person on the page. */
async function openMenu(): Promise<void> {
  const button = await panel.find('person-menu')
  button.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }))
}

describe('The list of users', () => {
  it('searches, and narrows to administrators and moderators, to the blocked, to a role', async () => {
    await open('/users')
    await panel.until(() => expect(rows()).toEqual(['Alice Liddell', 'bob', 'mo', 'root']))
    await type('user-search', 'LIDD')
    await panel.until(() => expect(rows()).toEqual(['Alice Liddell']))
    await type('user-search', '')
    await click('filter-elevated')
    await panel.until(() => expect(rows()).toEqual(['mo', 'root']))
    await click('filter-elevated')
    await click('filter-blocked')
    await panel.until(() => expect(rows()).toEqual(['bob']))
    await click('filter-blocked')
    await click('filter-role')
    await click('role-administrator')
    await panel.until(() => expect(rows()).toEqual(['root']))
    expect(panel.router.currentRoute.value.query).toEqual({ role: 'administrator' })
  })

  it('shows as many rows on a page as are wanted', async () => {
    await open(
      '/users',
      Array.from({ length: 40 }, (_, at) => ({ username: `person-${at}` }))
    )
    await panel.until(() => expect(rows()).toHaveLength(25))
    const size = await panel.find('rows-per-page')
    size.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }))
    const option = await panel.find('option-50')
    option.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }))
    // And the administrator whom a first start makes.
    await panel.until(() => expect(rows()).toHaveLength(41))
  })

  it('offers three sample users while there is nobody to sign in as, and really makes them', async () => {
    await open('/users', [])
    await click('add-samples')
    await panel.until(() =>
      expect(rows().slice(-3)).toEqual(['Alice Liddell', 'Bob Builder', 'Carol Singer'])
    )
    expect(await stored('bob')).toMatchObject({
      email: 'bob@example.com',
      roles: ['user', 'moderator'],
      password_hash: expect.stringMatching(/^\$2b\$/)
    })
    expect(all('add-samples')).toHaveLength(0)
  })

  it('blocks at once, and takes it back', async () => {
    await open('/users')
    await panel.until(() => expect(rows()).toHaveLength(4))
    await openMenu()
    await click('action-block')
    await panel.until(async () => expect((await stored('alice'))?.blocked).toBe(true))
    const toast = await panel.find('toast')
    ;[...toast.querySelectorAll('button')].find((button) => button.textContent?.includes('Undo'))!.click()
    await panel.until(async () => expect((await stored('alice'))?.blocked).toBe(false))
  })

  it('blocks the chosen ones together and says who may not be', async () => {
    await open('/users')
    await choose('Alice Liddell')
    await choose('root')
    await click('bulk-block')
    await panel.until(async () => expect((await stored('alice'))?.blocked).toBe(true))
    await panel.until(() => expect(document.body.textContent).toContain('last administrator'))
    expect((await stored('root'))?.blocked).toBe(false)
  })

  it('removes the chosen ones after asking', async () => {
    await open('/users')
    await choose('Alice Liddell')
    await choose('bob')
    await click('bulk-remove')
    await click('confirm')
    await panel.until(() => expect(rows()).toEqual(['mo', 'root']))
    expect(await panel.server.store.users.count()).toBe(2)
  })
})

describe('A new user', () => {
  it('is made with roles and can be opened at once; a name that is taken is said at its field', async () => {
    await open('/users?new=1')
    await type('user-username', 'alice')
    await type('user-email', 'dave@example.com')
    await click('edit-roles')
    await click('role-tester')
    await click('roles-done')
    const form = document.querySelector<HTMLFormElement>('#new-user')!
    form.dispatchEvent(new Event('submit', { cancelable: true }))
    await panel.until(() => expect(form.textContent).toContain('"alice" is taken'))
    await type('user-username', 'dave')
    form.dispatchEvent(new Event('submit', { cancelable: true }))
    await panel.until(() => expect(panel.router.currentRoute.value.path).toBe('/users/dave'))
    expect(await stored('dave')).toMatchObject({ email: 'dave@example.com', roles: ['user', 'tester'] })
  })

  it('gets a role that is made on the spot', async () => {
    await open('/users?new=1')
    await type('user-username', 'erin')
    await type('user-email', 'erin@example.com')
    await click('edit-roles')
    await panel.find('role-tester')
    await type('role-search', 'auditor')
    await click('make-role')
    await panel.until(() => expect(all('role-auditor')).toHaveLength(1))
    await click('roles-done')
    const form = document.querySelector<HTMLFormElement>('#new-user')!
    form.dispatchEvent(new Event('submit', { cancelable: true }))
    await panel.until(async () => expect((await stored('erin'))?.roles).toContain('auditor'))
  })

  it('gets roles by Enter alone: the one that is found, and one that is missing', async () => {
    await open('/users?new=1')
    await click('edit-roles')
    const enter = async (typed: string) => {
      await type('role-search', typed)
      const search = await panel.find('role-search')
      search.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }))
      await panel.until(() => expect((search as HTMLInputElement).value).toBe(''))
    }
    await enter('tester')
    await enter('reviewer')
    await panel.until(() => expect(all('role-dialog')[0]?.textContent).toMatch(/user×tester×reviewer×/))
  })
})

describe('The page of a user', () => {
  it('saves what was changed, follows a new user name, and keeps the subject', async () => {
    await open('/users/alice')
    await type('profile-username', 'alicia')
    await type('profile-nickname', 'Al')
    await type('profile-claims', '{"department":"QA"}')
    await click('save')
    await panel.until(() => expect(panel.router.currentRoute.value.path).toBe('/users/alicia'))
    expect(await stored('alicia')).toMatchObject({
      sub: 'a',
      nickname: 'Al',
      name: 'Alice Liddell',
      claims: { department: 'QA' }
    })
    expect(await stored('alice')).toBeUndefined()
  })

  it('says what is wrong at the field: claims that are no JSON, an address that somebody has', async () => {
    await open('/users/bob')
    await type('profile-claims', '{nothing')
    await click('save')
    await panel.until(() => expect(document.body.textContent).toContain('must be JSON'))
    await type('profile-claims', '')
    await type('profile-email', 'alice@example.com')
    await click('save')
    await panel.until(() => expect(document.body.textContent).toContain('is taken by alice'))
  })

  it('tells what goes with an account before it is removed', async () => {
    await open('/users/alice')
    await panel.server.store.clients.insert({
      ...userlessClient(),
      client_id: 'of-alice',
      client_name: 'Her shop',
      owner: 'alice'
    })
    await openMenu()
    await click('action-remove')
    await panel.until(() => expect(all('goes-with')[0]?.textContent ?? '').toContain('Her shop'))
    await click('confirm')
    await panel.until(() => expect(panel.router.currentRoute.value.path).toBe('/users'))
    expect(await stored('alice')).toBeUndefined()
    expect(await panel.server.store.clients.get('of-alice')).toBeUndefined()
    const toast = await panel.find('toast')
    ;[...toast.querySelectorAll('button')].find((button) => button.textContent?.includes('Undo'))!.click()
    await panel.until(async () => expect((await stored('alice'))?.username).toBe('alice'))
    expect((await panel.server.store.clients.get('of-alice'))?.client_name).toBe('Her shop')
    await panel.until(() => expect(document.body.textContent).toContain('Alice Liddell'))
  })

  it('shows open sessions and ends one after asking', async () => {
    await open('/users/alice?tab=sessions')
    await panel.until(() => expect(document.body.textContent).toContain('Alice Liddell has nothing open'))
    const user = (await stored('alice'))!
    await panel.server.accounts.sessions.open(user, { ip: '192.0.2.7', userAgent: 'Firefox/130.0' })
    await click('tab-profile')
    await panel.find('profile-username')
    await click('tab-sessions')
    await panel.until(() => expect(all('user-session')).toHaveLength(1))
    expect(all('user-session')[0]!.textContent).toContain('192.0.2.7')
    await click('end-session')
    await click('confirm')
    await panel.until(() => expect(all('user-session')).toHaveLength(0))
    expect(await panel.server.store.panelSessions.find('username', 'alice')).toEqual([])
  })

  it('lets a moderator look and block, and offers nothing that would be refused', async () => {
    const moderator = userSchema.parse(USERS[3])
    panel = await openPanel({
      path: '/users/alice',
      profile: { roles: ROLES, users: USERS },
      actor: { kind: 'user', user: moderator },
      capabilities: []
    })
    expect(((await panel.find('profile-username')) as HTMLInputElement).disabled).toBe(true)
    expect(all('set-password')).toHaveLength(0)
    await openMenu()
    await panel.find('action-block')
    for (const action of ['remove', 'setPassword']) expect(all(`action-${action}`)).toHaveLength(0)
  })
})

/** What a client needs to be stored beside its id. */
function userlessClient() {
  return {
    client_secret: 'a secret of hers',
    redirect_uris: [],
    contacts: [],
    post_logout_redirect_uris: [],
    request_uris: [],
    subject_type: 'public' as const,
    application_type: 'web' as const,
    grant_types: [],
    token_endpoint_auth_method: 'client_secret_basic' as const,
    lifetimes: {},
    blocked: false,
    claims: {}
  }
}
