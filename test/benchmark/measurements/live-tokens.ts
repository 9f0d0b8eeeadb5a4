import { randomBytes } from 'node:crypto'
import { createSystemClock } from '../../../src-main/system/clock'
import { createRandom } from '../../../src-main/system/random'
import { openJsonFileStore } from '../../../src-main/store/json-file/open-json-file-store'

const WEEK = 7 * 24 * 3600
/** As many as go out in one write. */
const AT_ONCE = 5000

/** Puts live access tokens of the client `opaque` into a data folder, through the store itself. No server may have it open. */
export async function fillWithTokens(folder: string, count: number): Promise<void> {
  const clock = createSystemClock()
  const ignore = () => undefined
  const log = { debug: ignore, info: ignore, warn: ignore, error: ignore }
  const store = await openJsonFileStore({
    folder,
    clock,
    random: createRandom(),
    log,
    durability: () => 'process'
  })
  const iat = clock.nowSeconds()
  for (let made = 0; made < count; made += AT_ONCE)
    await Promise.all(
      Array.from({ length: Math.min(AT_ONCE, count - made) }, () =>
        store.tokens.insert({
          id: randomBytes(32).toString('base64url'),
          kind: 'access_token',
          format: 'opaque',
          client_id: 'opaque',
          scope: '',
          iat,
          exp: iat + WEEK
        })
      )
    )
  await store.close()
}
