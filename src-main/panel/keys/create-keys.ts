import type { ShownKey } from '../../contract'
import { say, type SigningKey } from '../../model'
import { ENDPOINT_PATHS, generateKey, KeyFault, readSigningKey, type SigningKeys } from '../../oauth'
import type { Clock, Store } from '../../ports'
import type { PanelBase } from '../access/base'
import type { RestorePoint } from '../profile'
import { refusal, unprocessable } from '../access/refusal'
import type { ServerControl } from '../server/server-control'
import { shownKey } from './shown-key'

export interface KeysDependencies {
  readonly store: Pick<Store, 'keys' | 'settings'>
  readonly clock: Clock
  readonly signingKeys: SigningKeys
  readonly serverControl: Pick<ServerControl, 'state'>
  readonly restorePoint: Pick<RestorePoint, 'beforeRemoving'>
}

/** Every procedure of `keys`. */
export function createKeys(base: PanelBase, dependencies: KeysDependencies) {
  const { store, clock, signingKeys, serverControl, restorePoint } = dependencies

  async function shown(): Promise<ShownKey[]> {
    const { signing_alg } = (await store.settings.get()).tokens
    return (await signingKeys.list()).map((key) => shownKey(key, signing_alg))
  }

  async function shownOne(kid: string): Promise<ShownKey> {
    const key = (await shown()).find((one) => one.kid === kid)
    if (!key) throw refusal('NOT_FOUND', say('no_such_key'))
    return key
  }

  /** Keeps a key: the current one where its algorithm has none, else the next, of which there is one at most. */
  async function keep(key: SigningKey): Promise<ShownKey> {
    const others = (await shown()).filter(({ alg }) => alg === key.alg)
    if (others.some(({ state }) => state === 'next'))
      throw refusal('CONFLICT', say('key_waiting', { alg: key.alg }))
    const isFirst = !others.some(({ state }) => state === 'current')
    await store.keys.insert(isFirst ? key : { ...key, next: true })
    return shownOne(key.kid)
  }

  return {
    list: base.keys.list.handler(async () => ({
      items: await shown(),
      jwksUri: `${serverControl.state().issuer}${ENDPOINT_PATHS.jwks}`
    })),

    jwks: base.keys.jwks.handler(async () => ({ keys: [...(await signingKeys.published())] })),

    generate: base.keys.generate.handler(async ({ input: { alg } }) =>
      keep(await generateKey(alg, clock.nowSeconds()))
    ),

    import: base.keys.import.handler(async ({ input: { key, alg } }) => {
      try {
        return await keep(await readSigningKey(key, alg, clock.nowSeconds()))
      } catch (error) {
        if (error instanceof KeyFault) throw unprocessable([{ path: ['key'], message: error.message }])
        throw error
      }
    }),

    rotate: base.keys.rotate.handler(async ({ input: { alg } }) =>
      shownOne((await signingKeys.rotate(alg)).kid)
    ),

    remove: base.keys.remove.handler(async ({ input: { kid } }) => {
      const { isDefault } = await shownOne(kid)
      if (isDefault) throw refusal('CONFLICT', say('key_signs'))
      const key = await store.keys.get(kid)
      if (key) await restorePoint.beforeRemoving({ keys: [key] })
      await store.keys.remove(kid)
    }),

    renewAll: base.keys.renewAll.handler(async () => {
      await signingKeys.renewAll()
      return { items: await shown() }
    })
  }
}
