import { afterEach, describe, expect, it, vi } from 'vitest'
import { authorizationCountId, dayOf, withAuthorizations } from '../../../src-main/model'
import { toCsv } from '../../../src-renderer/features/authorizations/to-csv'
import { openPanel, type OpenedPanel } from '../open-panel'

let panel: OpenedPanel
afterEach(async () => {
  vi.restoreAllMocks()
  await panel?.close()
})

const SECRET = 'a-client-secret'
const PROFILE = {
  clients: [
    { client_id: 'shop', client_name: 'Web shop', client_secret: SECRET },
    { client_id: 'job', client_name: 'Night job', client_secret: SECRET }
  ]
}

async function open(counts: Readonly<Record<string, number>> = {}): Promise<void> {
  panel = await openPanel({ path: '/documentation', profile: PROFILE })
  const day = dayOf(panel.server.clock.nowMs())
  for (const [client_id, more] of Object.entries(counts))
    await panel.server.store.authorizationCounts.upsert(
      authorizationCountId(client_id, day.slice(0, 7)),
      (current) => withAuthorizations(current, { client_id, day, more })
    )
  await panel.router.push('/authorizations')
}
const rows = () => [...document.querySelectorAll('[data-testid="authorizations-row"]')]

describe('Authorizations per day', () => {
  it('stand in a table with a total row and a row per client, the busiest first', async () => {
    await open({ shop: 3, job: 5 })
    await panel.until(() => expect(rows()).toHaveLength(2))
    expect(rows().map((row) => row.querySelector('th')?.textContent.trim())).toEqual([
      'Night job',
      'Web shop'
    ])
    const cells = [...(await panel.find('authorizations-total')).querySelectorAll('td')]
    expect(cells.map((cell) => cell.textContent.trim())).toEqual(['0', '0', '0', '0', '0', '0', '8', '8'])
  })

  it('are searched by client', async () => {
    await open({ shop: 3, job: 5 })
    const search = (await panel.find('authorizations-search')) as HTMLInputElement
    search.value = 'web'
    search.dispatchEvent(new Event('input'))
    await panel.until(() => expect(rows()).toHaveLength(1))
  })

  it('are given out as a file', async () => {
    await open({ shop: 3 })
    const made = vi.spyOn(URL, 'createObjectURL')
    const button = (await panel.find('csv')) as HTMLButtonElement
    await panel.until(() => expect(button.disabled).toBe(false))
    button.click()
    await panel.until(() => expect(made).toHaveBeenCalledOnce())
    const text = await (made.mock.calls[0]![0] as Blob).text()
    expect(text).toMatch(
      /^client_id,client_name,(\d{4}-\d\d-\d\d,){7}total\r\nshop,Web shop,0,0,0,0,0,0,3,3\r\n$/
    )
  })

  it('offer the way to a first token where there are none', async () => {
    await open()
    await panel.until(() => expect(document.body.textContent).toContain('Nothing was given in these days'))
    expect(rows()).toHaveLength(0)
  })
})

it('A file for spreadsheets quotes what needs it and lets no name be a formula', () => {
  const row = { client_id: 'a', client_name: '=1+"1",2', counts: [1], total: 1 }
  expect(toCsv(['2026-11-24'], [row]).split('\r\n')[1]).toBe(`a,"'=1+""1"",2",1,1`)
})
