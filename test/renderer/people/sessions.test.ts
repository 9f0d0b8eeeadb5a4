import { afterEach, describe, expect, it } from 'vitest'
import { openPanel, type OpenedPanel } from '../open-panel'

let panel: OpenedPanel
afterEach(async () => {
  await panel?.close()
})

const FIREFOX = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0'
const VISITOR = { browserId: 'browser', ip: '192.0.2.7', userAgent: FIREFOX }
const PASSWORD = 'in wonderland'
const PROFILE = {
  users: [
    { username: 'alice', name: 'Alice Liddell', password: PASSWORD },
    { username: 'bob', password: PASSWORD }
  ]
}

async function open(...names: string[]): Promise<void> {
  panel = await openPanel({ path: '/sessions', profile: PROFILE })
  for (const username of names)
    await panel.server.accounts.signIns.withPassword({ username, password: PASSWORD }, VISITOR)
  await panel.router.push('/sessions?tab=panel')
  await panel.router.push('/sessions')
}
const rows = (id = 'session-row') => [...document.querySelectorAll(`[data-testid="${id}"]`)]

describe('Sessions', () => {
  it('say so when no one is signed in', async () => {
    await open()
    await panel.until(() => expect(document.body.textContent).toContain('No one is signed in'))
  })

  it('show who is signed in, from where and with which browser, and end on demand', async () => {
    await open('alice', 'bob')
    await panel.until(() => expect(rows()).toHaveLength(2))
    const text = rows()
      .map((row) => row.textContent)
      .join()
    for (const part of ['Alice Liddell', '192.0.2.7', 'Firefox 128 · Windows']) expect(text).toContain(part)
    ;(await panel.find('end-all')).click()
    expect(rows()).toHaveLength(2)
    ;(await panel.find('confirm')).click()
    await panel.until(async () => expect(await panel.server.store.signInSessions.count()).toBe(0))
    await panel.until(() => expect(document.body.textContent).toContain('No one is signed in'))
  })

  it('are searched in the server', async () => {
    await open('alice', 'bob')
    const search = (await panel.find('session-search')) as HTMLInputElement
    search.value = 'liddell'
    search.dispatchEvent(new Event('input'))
    await panel.until(() => expect(rows()).toHaveLength(1))
  })

  it('list the latest sign-ins in a tab of their own', async () => {
    await open('alice')
    ;(await panel.find('tab-signIns')).click()
    await panel.until(() => expect(rows('sign-in-row')).toHaveLength(1))
    expect(rows('sign-in-row')[0]!.textContent).toContain('Alice Liddell')
  })
})
