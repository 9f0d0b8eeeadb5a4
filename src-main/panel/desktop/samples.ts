import collection from '../../../resources/samples/collection.json'
import profile from '../../../resources/samples/profile.json'
import { collectionSchema } from '../../contract'

/** Where the samples expect the server. */
const WRITTEN_ORIGIN = 'http://localhost:9000/'

/** The requests that are saved for whoever begins with samples. */
export const SAMPLE_COLLECTION = collectionSchema.parse(collection)

/** The clients and people to begin with, as a profile whose redirect URIs lead to the server at `origin`. */
export function sampleProfileAt(origin: string): Readonly<Record<string, unknown>> {
  const clients = profile.clients.map(({ redirect_uris, ...client }) => ({
    ...client,
    ...(redirect_uris && { redirect_uris: redirect_uris.map((uri) => at(origin, uri)) })
  }))
  return { ...profile, clients }
}

const at = (origin: string, uri: string) =>
  uri.startsWith(WRITTEN_ORIGIN) ? `${origin}/${uri.slice(WRITTEN_ORIGIN.length)}` : uri
