import type { CollectionRequest } from '../../../../src-main/contract'
import { usePlaygroundStore } from '../../../stores/playground/playground'
import { usePlaygroundCollectionsStore } from '../../../stores/playground/collections/playground-collections'
import { draftFormOf } from '../../../stores/playground/draft/playground-draft'
import { draftOfSaved } from '../../../stores/playground/collections/saved-request'
import { useServerStore } from '../../../stores/settings/server'

/** Brings a saved request into the form; nothing is sent. */
export function useSavedChoice() {
  const playground = usePlaygroundStore()
  const collections = usePlaygroundCollectionsStore()
  const server = useServerStore()

  function choose(request: CollectionRequest, own: Record<string, string>): void {
    const draft = draftOfSaved(request, { ...own, issuer: server.state?.issuer ?? '' })
    playground.startOver()
    Object.assign(playground.form, draftFormOf(draft))
    playground.person = request.user ?? ''
  }

  /** The request that a link names, `collection/name of the request`; the collection by its id or its name. False for none. */
  async function chooseNamed(place: string): Promise<boolean> {
    const [shelf = '', ...rest] = place.split('/')
    if (!server.state) await server.load()
    await collections.load()
    const listed = collections.listed.find(({ id, name }) => id === shelf || name === shelf)
    const collection = listed && (await collections.open(listed.id))
    const request = collection?.requests.find(({ name }) => name === rest.join('/'))
    if (request) choose(request, collection!.variables)
    return request !== undefined
  }

  return { choose, chooseNamed }
}
