import { afterEach, describe, expect, it } from 'vitest'
import { fillIn } from '../../../src-renderer/features/documentation/fill-in'
import { searchTopics } from '../../../src-renderer/features/documentation/search-topics'
import { openPanel, type OpenedPanel } from '../open-panel'

let panel: OpenedPanel
afterEach(async () => {
  await panel?.close()
})

const open = async (path: string) =>
  (panel = await openPanel({
    path,
    profile: { clients: [{ client_id: 'shop', client_secret: 'a secret of the shop', client_name: 'Shop' }] }
  }))
const article = () => document.querySelector('article')?.textContent ?? ''
const type = async (testId: string, text: string) => {
  const field = (await panel.find(testId)) as HTMLInputElement
  field.value = text
  field.dispatchEvent(new Event('input', { bubbles: true }))
}

describe('The documentation', () => {
  it('opens the topic of the address, with the examples filled in for a client', async () => {
    await open('/documentation/introspect')
    await panel.until(() => expect(article()).toContain(`${panel.server.address}/oauth2/introspect`))
    await panel.until(() => expect(article()).toContain('shop:CLIENT_SECRET'))
    expect(article()).not.toContain('{{')
  })

  it('fills examples in for a client that may do what they show, until somebody chooses another', async () => {
    const secret = { client_secret: 'a secret of a client' }
    const clients = [
      {
        ...secret,
        client_id: 'shop',
        grant_types: ['authorization_code' as const],
        redirect_uris: ['http://localhost/shop']
      },
      { ...secret, client_id: 'cron', grant_types: ['client_credentials' as const] }
    ]
    panel = await openPanel({ path: '/documentation/oauth2-code-flow', profile: { clients } })
    await panel.until(() => expect(article()).toContain('&client_id=shop'))
    await panel.router.push('/documentation/oauth2-client-credentials-flow')
    await panel.until(() => expect(article()).toContain("-u 'cron:"))
    for (const testId of ['documentation-client', 'option-shop'])
      (await panel.find(testId)).dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }))
    await panel.until(() => expect(article()).toContain("-u 'shop:"))
  })

  it('leads from topic to topic inside the panel', async () => {
    await open('/documentation/index')
    await panel.until(() =>
      expect(document.querySelector('article a[href$="#/documentation/rest-api"]')).not.toBeNull()
    )
  })

  it('offers to send an example in the playground', async () => {
    await open('/documentation/oauth2-client-credentials-flow')
    await panel.until(() =>
      expect(document.querySelector('article a.run')?.getAttribute('href')).toContain(
        '/playground?flow=oauth2_client_credentials&client=shop'
      )
    )
  })

  it('lists the topics that hold what was typed', async () => {
    await open('/documentation')
    await type('documentation-search', 'urn:ietf:params:oauth:grant-type:device_code')
    await panel.until(() =>
      expect([...document.querySelectorAll('.topics a')].map((link) => link.textContent?.trim())).toEqual([
        'Device flow'
      ])
    )
  })

  it('opens its topics above the text where there is no room beside it, and closes them for the one that is chosen', async () => {
    await open('/documentation/revoke')
    const opener = await panel.find('documentation-topics')
    const list = document.getElementById(opener.getAttribute('aria-controls') ?? '')
    opener.click()
    await panel.until(() => expect(opener.getAttribute('aria-expanded')).toBe('true'))
    expect(list?.classList.contains('closed')).toBe(false)
    ;(await panel.find('topic-introspect')).click()
    await panel.until(() => expect(panel.router.currentRoute.value.path).toBe('/documentation/introspect'))
    expect(opener.getAttribute('aria-expanded')).toBe('false')
    expect(list?.classList.contains('closed')).toBe(true)
  })

  it('is in Russian where the panel is', async () => {
    localStorage.setItem('friendly-oauth2.language', 'ru')
    await open('/documentation/revoke')
    await panel.until(() => expect(document.querySelector('article h1')?.textContent).toBe('Отзыв'))
  })
})

describe('Searching topics', () => {
  const topics = [
    { id: 'a', group: 'x', title: 'Keys', text: 'about tokens' },
    { id: 'b', group: 'x', title: 'Tokens', text: 'about keys' },
    { id: 'c', group: 'x', title: 'Mail', text: 'about letters' }
  ]
  it('puts those with the words in the title first', () => {
    expect(searchTopics(topics, 'TOKENS').map(({ id }) => id)).toEqual(['b', 'a'])
  })
  it('asks for every word', () => {
    expect(searchTopics(topics, 'keys letters')).toEqual([])
  })
})

describe('Filling in an example', () => {
  it('puts a name in capitals where there is no value', () => {
    expect(fillIn('-u {{client_id}}:{{client_secret}}', { client_id: 'shop' })).toBe('-u shop:CLIENT_SECRET')
  })
})
