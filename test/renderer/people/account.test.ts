import { afterEach, describe, expect, it } from 'vitest'
import type { User } from '../../../src-main/model'
import { openPanel, type OpenedPanel } from '../open-panel'

let panel: OpenedPanel
afterEach(async () => {
  await panel?.close()
})

const ALICE = {
  username: 'alice',
  sub: 'sub-of-alice',
  email: 'alice@example.com',
  name: 'Alice',
  roles: ['user'],
  blocked: false,
  claims: {}
} satisfies User
const PASSWORD = 'in wonderland'
const PROFILE = {
  settings: { accounts: { deletion: true } },
  users: [{ ...ALICE, password: PASSWORD }],
  clients: [{ client_id: 'hers', client_name: 'Her own', client_secret: 'a-client-secret', owner: 'alice' }]
}

const open = async (path: string) =>
  (panel = await openPanel({
    path,
    actor: { kind: 'user', user: ALICE },
    capabilities: [],
    profile: PROFILE
  }))

async function type(testId: string, value: string): Promise<void> {
  const input = (await panel.find(testId)) as HTMLInputElement
  input.value = value
  input.dispatchEvent(new Event('input'))
}

describe('My account', () => {
  it('is what an ordinary user comes to first', async () => {
    await open('/')
    await panel.until(() => expect(panel.router.currentRoute.value.path).toBe('/account'))
    await panel.until(async () =>
      expect(((await panel.find('profile-name')) as HTMLInputElement).value).toBe('Alice')
    )
    expect(((await panel.find('profile-email')) as HTMLInputElement).disabled).toBe(true)
    expect((await panel.find('own-clients')).textContent).toContain('1 client')
  })

  it('saves what was changed, and takes away what was emptied', async () => {
    await open('/account')
    await type('profile-name', '')
    await type('profile-given_name', 'Alicia')
    ;(await panel.find('save')).click()
    await panel.until(async () => {
      const { name, given_name } = (await panel.server.store.users.get('alice'))!
      expect([name, given_name]).toEqual([undefined, 'Alicia'])
    })
    await panel.until(() => expect(document.querySelector('[data-testid="save-bar"]')).toBeNull())
  })

  it('asks before a change of tab takes away what was typed', async () => {
    await open('/account')
    await panel.until(async () =>
      expect(((await panel.find('profile-name')) as HTMLInputElement).value).toBe('Alice')
    )
    await type('profile-name', 'Alice Liddell')
    ;(await panel.find('tab-security')).click()
    ;(await panel.find('stay-on-page')).click()
    expect(((await panel.find('profile-name')) as HTMLInputElement).value).toBe('Alice Liddell')
    await panel.until(() => expect(document.querySelector('[data-testid="unsaved-dialog"]')).toBeNull())
    ;(await panel.find('tab-security')).click()
    ;(await panel.find('leave-page')).click()
    await panel.until(() => expect(panel.router.currentRoute.value.query.tab).toBe('security'))
  })

  it('takes consents back, after it asked', async () => {
    await open('/account?tab=consents')
    const { consents } = panel.server.store
    await panel.until(() => expect(document.body.textContent).toContain('You let no program have anything'))
    await consents.insert({
      id: 'sub-of-alice\nhers',
      sub: 'sub-of-alice',
      client_id: 'hers',
      scope: 'openid email',
      claims: [],
      authorization_details: [],
      given_at: panel.server.clock.nowSeconds()
    })
    ;(await panel.find('tab-profile')).click()
    await panel.find('profile-name')
    ;(await panel.find('tab-consents')).click()
    expect((await panel.find('consent')).textContent).toContain('Her own')
    ;(await panel.find('withdraw')).click()
    ;(await panel.find('confirm')).click()
    await panel.until(async () => expect(await consents.count()).toBe(0))
  })

  it('tells what goes with the account before it goes, and needs the password', async () => {
    await open('/account?tab=security')
    ;(await panel.find('remove-account')).click()
    expect((await panel.find('goes-with-account')).textContent).toContain('Her own')
    await type('removal-password', 'another one')
    const form = (await panel.find('removal-password')).closest('form')!
    form.dispatchEvent(new Event('submit'))
    await panel.until(() => expect(document.body.textContent).toContain('This is not your password'))
    expect(await panel.server.store.users.get('alice')).toBeDefined()
    await type('removal-password', PASSWORD)
    form.dispatchEvent(new Event('submit'))
    await panel.until(async () => expect(await panel.server.store.users.get('alice')).toBeUndefined())
  })

  it('tells the person at the machine that they have none, and where accounts are', async () => {
    panel = await openPanel({ path: '/account', profile: PROFILE })
    expect((await panel.find('no-account')).textContent).toContain('you need no account')
    ;(await panel.find('to-users')).click()
    await panel.until(() => expect(panel.router.currentRoute.value.path).toBe('/users'))
  })
})
