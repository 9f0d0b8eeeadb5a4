import type { Page } from 'playwright-core'
import type { Screens } from './screen'

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
const token = (claims: object) => {
  const header = part({ alg: 'RS256', typ: 'JWT', kid: '7f3a2c91' })
  return `${header}.${part({ iss: 'https://issuer.example', sub: 'u_7c1e20', aud: 'web-spa', ...claims })}.c2lnbmF0dXJl`
}
const FIRST = token({ exp: 1795357632, iat: 1795357332, nonce: 'n-0S6_WzA2Mj', roles: ['qa', 'admin'] })
const SECOND = token({ exp: 1795357932, iat: 1795357632, roles: ['qa'], scope: 'openid profile' })

/** Edits a sample, signs it with a new key, and looks at it as whoever has that key. */
async function signAndVerify(page: Page): Promise<void> {
  await page.getByTestId('edit-sign').click()
  await page.getByTestId('signed-verify').click()
  await page.getByTestId('verdict-signature').waitFor()
}

export const screens: Screens = {
  'token lab': {
    place: '/token-lab',
    act: (page) => page.getByTestId('recent-tokens').waitFor()
  },
  'token lab refused': {
    place: '/token-lab',
    act: async (page) => {
      await page.getByTestId('token-paste').fill(`"Bearer ${FIRST}"`)
      await page.getByTestId('token-verdicts').waitFor()
    }
  },
  'token lab verified': { place: '/token-lab?tab=edit', act: signAndVerify },
  'token lab edit': {
    place: '/token-lab?tab=edit',
    act: async (page) => {
      await page.getByTestId('edit-sign').click()
      await page.getByTestId('signed-copy').waitFor()
    }
  },
  'token lab compare': {
    place: '/token-lab?tab=compare',
    act: async (page) => {
      await page.getByTestId('token-paste').first().fill(FIRST)
      await page.getByTestId('token-paste').last().fill(SECOND)
      await page.getByTestId('token-diff').waitFor()
    }
  }
}
