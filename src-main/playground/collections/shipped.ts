import breakIt from '../../../resources/collections/break-it.json'
import sampleProfile from '../../../resources/collections/sample-profile.json'
import samples from '../../../resources/collections/samples.json'
import { collectionSchema, type Collection } from '../../contract'

/** The collections that come with the product, by their ids. */
export const SHIPPED: Readonly<Record<string, Collection>> = {
  samples: collectionSchema.parse(samples),
  'break-it': collectionSchema.parse(breakIt)
}

/** Where the landing place is in the file. */
const LANDING = 'http://localhost:9000/playground/callback'

/** The clients, people and scopes that they are about, as a profile whose clients come back to the landing place at this address. */
export function sampleProfileFor(landing: string): Record<string, unknown> {
  const clients = sampleProfile.clients.map(({ redirect_uris, ...client }) => ({
    ...client,
    ...(redirect_uris && { redirect_uris: redirect_uris.map((uri) => (uri === LANDING ? landing : uri)) })
  }))
  return { ...sampleProfile, clients }
}
