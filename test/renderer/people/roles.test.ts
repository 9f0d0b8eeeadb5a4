import { afterEach, describe, expect, it } from 'vitest'
import { openPanel, type OpenedPanel } from '../open-panel'

let panel: OpenedPanel
afterEach(async () => {
  await panel?.close()
})

const open = async (path: string) =>
  (panel = await openPanel({
    path,
    profile: {
      roles: [
        { name: 'user' },
        { name: 'moderator' },
        { name: 'administrator' },
        { name: 'tester', description: 'Tests what others made' }
      ],
      scopes: [{ name: 'orders:read', description: 'See orders', roles: ['tester'] }],
      users: [
        { username: 'alice', email: 'alice@example.com', roles: ['user', 'tester'] },
        { username: 'bob', roles: ['user'] }
      ],
      clients: [
        {
          client_id: 'shop',
          client_name: 'Web shop',
          client_secret: 'a secret of the shop',
          redirect_uris: ['http://localhost:3000/callback'],
          grant_types: ['authorization_code'],
          scope: 'openid profile email orders:read'
        }
      ],
      claims: [{ id: 'team', name: 'team', value: 'sales', places: ['id_token'] }]
    }
  }))
const all = (testId: string) => [...document.querySelectorAll<HTMLElement>(`[data-testid="${testId}"]`)]
const rows = (testId: string) => all(testId).map((row) => row.textContent?.replace(/\s+/g, ' ').trim() ?? '')
const undo = () => click('toast-action')
const click = async (testId: string) => (await panel.find(testId)).click()
const errors = () => [...document.querySelectorAll('.field-error')].map((error) => error.textContent ?? '')

async function type(testId: string, value: string): Promise<void> {
  const input = (await panel.find(testId)) as HTMLInputElement
  input.value = value
  input.dispatchEvent(new Event('input', { bubbles: true }))
}

/** Opens the `…` menu of the row that holds the text, and chooses. */
async function choose(menu: string, row: string, item: RegExp): Promise<void> {
  await panel.until(() => expect(rows(`${menu}-row`).some((text) => text.includes(row))).toBe(true))
  const found = all(`${menu}-row`).find(({ textContent }) => textContent?.includes(row))
  const button = found?.querySelector<HTMLElement>(`[data-testid="${menu}-menu"]`)
  button?.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, button: 0 }))
  button?.click()
  await panel.until(() => {
    const entry = [...document.querySelectorAll<HTMLElement>('[role="menuitem"]')].find(({ textContent }) =>
      item.test(textContent ?? '')
    )
    if (!entry) throw new Error('The menu is not open yet')
    entry.click()
  })
}

describe('Roles', () => {
  it('are listed with who has them and which scopes they are for, and found by a search', async () => {
    await open('/roles')
    await panel.until(() => expect(rows('role-row')).toHaveLength(4))
    expect(rows('role-row').find((row) => row.startsWith('tester'))).toMatch(/Tests what.*1.*orders:read/)
    await type('role-search', 'others made')
    await panel.until(() => expect(rows('role-row')).toHaveLength(1))
    await type('role-search', 'no such role')
    await panel.until(() => expect(document.body.textContent).toContain('no such role'))
    await click('show-all')
    await panel.until(() => expect(rows('role-row')).toHaveLength(4))
  })

  it('are made in a dialog, which says what is wrong with a name and which one is taken', async () => {
    await open('/roles')
    await click('new-role')
    await type('role-name', 'two words')
    await click('save-role')
    await panel.until(() => expect(errors()).toHaveLength(1))
    await type('role-name', 'tester')
    await click('save-role')
    await panel.until(() => expect(errors().join()).toMatch(/exists|taken|already/))
    await type('role-name', 'auditor')
    await type('role-description', 'Reads everything')
    await click('save-role')
    await panel.until(async () =>
      expect(await panel.server.store.roles.get('auditor')).toMatchObject({ description: 'Reads everything' })
    )
    await panel.until(() => expect(all('role-dialog')).toHaveLength(0))
    await panel.until(() => expect(rows('role-row').join()).toContain('auditor'))
  })

  it('are not removed while a scope needs them', async () => {
    await open('/roles')
    await choose('role', 'tester', /Remove/)
    const dialog = await panel.find('removal-dialog')
    await panel.until(() => expect(dialog.textContent).toContain('orders:read'))
    expect(await panel.server.store.roles.get('tester')).toBeDefined()
  })
})

describe('What is removed', () => {
  it('comes back with Undo, to everybody who had it: a scope, and a role', async () => {
    await open('/roles?tab=scopes')
    await choose('scope', 'orders:read', /Remove/)
    await click('confirm')
    await panel.until(async () => expect(await panel.server.store.scopes.get('orders:read')).toBeUndefined())
    await undo()
    await panel.until(async () => expect(await panel.server.store.scopes.get('orders:read')).toBeDefined())
    expect((await panel.server.store.clients.get('shop'))?.scope).toContain('orders:read')
    await panel.until(() => expect(rows('scope-row').join()).toContain('orders:read'))

    await panel.server.store.scopes.remove('orders:read')
    await panel.router.push('/roles')
    await choose('role', 'tester', /Remove/)
    await click('confirm')
    const rolesOfAlice = async () => (await panel.server.store.users.get('alice'))?.roles
    await panel.until(async () => expect(await rolesOfAlice()).toEqual(['user']))
    await panel.until(() => expect(document.body.textContent).toContain('tester is removed'))
    await undo()
    await panel.until(async () => expect(await rolesOfAlice()).toEqual(['user', 'tester']))
  })

  it('comes back with Undo: a claim', async () => {
    await open('/roles?tab=claims')
    await choose('claim', 'team', /Remove/)
    await panel.until(async () => expect(await panel.server.store.claims.get('team')).toBeUndefined())
    await undo()
    await panel.until(async () => expect(await panel.server.store.claims.get('team')).toBeDefined())
    expect(document.body.textContent).not.toContain('entry came back')
  })

  it('says how many came back where several removals are one deed', async () => {
    await open('/roles?tab=claims')
    const { claims } = panel.server.store
    const team = await claims.get('team')
    await claims.insert({ ...team!, id: 'floor', name: 'floor' })
    for (const [name, left] of [
      ['team', 1],
      ['floor', 0]
    ] as const) {
      await choose('claim', name, /Remove/)
      await panel.until(async () => expect((await claims.list()).items).toHaveLength(left))
    }
    await panel.until(() => expect(all('toast-action')).toHaveLength(2))
    all('toast-action').at(-1)?.click()
    await panel.until(() => expect(document.body.textContent).toContain('2 entries came back'))
    expect((await claims.list()).items).toHaveLength(2)
  })
})

describe('Scopes', () => {
  it('are made with the roles that they are for and the claims that they tell', async () => {
    await open('/roles?tab=scopes')
    await click('new-scope')
    await type('scope-name', 'orders:write')
    await type('scope-claims', 'department')
    await click('scope-role-tester')
    await click('save-scope')
    await panel.until(async () =>
      expect(await panel.server.store.scopes.get('orders:write')).toMatchObject({
        roles: ['tester'],
        claims: ['department']
      })
    )
    await panel.until(() => expect(rows('scope-row').join()).toContain('orders:write'))
  })

  it('are changed in the same dialog, without a new name', async () => {
    await open('/roles?tab=scopes')
    await choose('scope', 'orders:read', /Change|Edit/)
    await type('scope-description', 'See every order')
    expect(all('scope-name')).toHaveLength(0)
    await click('save-scope')
    await panel.until(async () =>
      expect((await panel.server.store.scopes.get('orders:read'))?.description).toBe('See every order')
    )
  })
})

describe('The claims designer', () => {
  it('adds a claim, which the preview then tells for a person in a client', async () => {
    await open('/roles?tab=claims')
    await click('new-claim')
    await type('claim-name', 'level')
    await type('claim-text', 'gold')
    await click('save-claim')
    await panel.until(async () => {
      const { items } = await panel.server.store.claims.list()
      expect(items.map(({ name }) => name)).toContain('level')
    })
    await panel.until(() => expect(all('claim-dialog')).toHaveLength(0))
    await panel.router.push('/roles?tab=preview&client=shop&user=alice')
    await panel.until(() => expect(all('token-preview')[0]?.textContent).toContain('gold'))
  })

  it('says what is wrong with a claim, and keeps nothing of it', async () => {
    await open('/roles?tab=claims')
    await click('new-claim')
    await type('claim-name', 'iss')
    await type('claim-text', 'somebody else')
    await click('save-claim')
    await panel.until(() => expect(errors().length).toBeGreaterThan(0))
    expect((await panel.server.store.claims.list()).total).toBe(1)
  })
})

describe('The preview', () => {
  it('grants a scope to whoever has its role, and tells why somebody else does not get it', async () => {
    await open('/roles?tab=preview&client=shop&user=alice')
    await type('preview-scope', 'openid orders:read')
    await panel.until(() => expect(all('preview-scope-orders:read')).toHaveLength(1))
    const granted = (await panel.find('preview-scope-orders:read')).outerHTML
    await panel.router.push('/clients')
    await panel.router.push('/roles?tab=preview&client=shop&user=bob')
    await type('preview-scope', 'openid orders:read')
    await panel.until(() => {
      const shown = all('preview-scope-orders:read')[0]?.outerHTML
      expect(shown).toBeDefined()
      expect(shown).not.toBe(granted)
    })
  })
})
