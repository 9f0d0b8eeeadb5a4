import breakIt from '../../../resources/collections/break-it.json'
import sampleProfile from '../../../resources/collections/sample-profile.json'
import samples from '../../../resources/collections/samples.json'
import { collectionSchema, type Collection } from '../../contract'

/** The collections that come with the product, by their ids. */
export const SHIPPED: Readonly<Record<string, Collection>> = {
  samples: collectionSchema.parse(samples),
  'break-it': collectionSchema.parse(breakIt)
}

/** The clients, people and scopes that they are about, as a profile. */
export const SAMPLE_PROFILE: Readonly<Record<string, unknown>> = sampleProfile
