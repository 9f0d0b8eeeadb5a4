import { defineStore } from 'pinia'
import { useApi } from '../api'

/** A profile as a document: what a file holds before the server has checked it. */
export type ProfileDocument = Record<string, unknown>

/** How many records a document names, of all kinds. */
export const recordsOf = (document: ProfileDocument): number =>
  Object.values(document).reduce<number>((sum, one) => sum + (Array.isArray(one) ? one.length : 0), 0)

/** The whole configuration as one document: giving it out, comparing another with it, taking that in. */
export const useProfileStore = defineStore('profile', () => {
  const { client } = useApi()

  const exported = (withoutSecrets: boolean): Promise<ProfileDocument> =>
    client.profile.export({ withoutSecrets })
  const compare = (document: ProfileDocument) => client.profile.compare(document)
  /** Rejects with every fault of it; nothing is changed. */
  const validate = (document: ProfileDocument) => client.profile.validate(document)
  const take = (document: ProfileDocument) => client.profile.import(document)

  /** What can be gone back to; null for nothing. */
  const restorePoint = () => client.profile.restorePoint()
  const restore = (id: string) => client.profile.restore({ id })

  return { exported, compare, validate, take, restorePoint, restore }
})
