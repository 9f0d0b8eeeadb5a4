import { say, z } from '../../../model'
import { collectionSchema } from './collection-file'
import { procedure } from '../../procedure'

/** The name of a collection's file, without its ending. */
export const collectionIdSchema = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9 ._-]{0,99}$/, say('collection_name'))

export const listedCollectionSchema = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string().optional(),
  /** It comes with the product and is not to be changed. */
  shipped: z.boolean(),
  requests: z.int(),
  /** Why its file can't be read; it names the file. */
  problem: z.string().optional()
})
export type ListedCollection = z.infer<typeof listedCollectionSchema>

const failureSchema = z.object({ what: z.string(), expected: z.string(), actual: z.string() })

export const requestResultSchema = z.object({
  name: z.string(),
  ok: z.boolean(),
  mutation: z.string().optional(),
  /** How it ended, in a few words. */
  outcome: z.string(),
  /** What differed from what was expected; empty where all is well. */
  failures: z.array(failureSchema),
  durationMs: z.number(),
  /** Its exchanges in the transcript, oldest first. */
  exchanges: z.array(z.string())
})
export type RequestResult = z.infer<typeof requestResultSchema>

/** What running a collection brought; this is the JSON report too. */
export const collectionResultSchema = z.object({
  id: z.string(),
  collection: z.string(),
  issuer: z.string(),
  /** Milliseconds since 1970. */
  at: z.number(),
  durationMs: z.number(),
  passed: z.int(),
  failed: z.int(),
  results: z.array(requestResultSchema)
})
export type CollectionResult = z.infer<typeof collectionResultSchema>

const tags = ['Collections']
const runId = z.string().min(1).max(100)
const byId = z.object({ id: collectionIdSchema })

/** Saved requests. Users have their own, administrators all. */
export const collections = {
  list: procedure('user')
    .route({ method: 'GET', path: '/collections', tags, summary: 'The collections of saved requests' })
    .output(z.array(listedCollectionSchema)),

  get: procedure('user')
    .route({ method: 'GET', path: '/collections/{id}', tags, summary: 'A collection with its requests' })
    .input(byId)
    .output(collectionSchema),

  save: procedure('user')
    .route({
      method: 'PUT',
      path: '/collections/{id}',
      tags,
      summary: 'Save a collection, in the place of the one of that name'
    })
    .input(byId.extend({ collection: collectionSchema }))
    .output(listedCollectionSchema),

  remove: procedure('user')
    .route({ method: 'DELETE', path: '/collections/{id}', tags, summary: 'Remove a collection' })
    .input(byId)
    .output(z.void()),

  import: procedure('user')
    .route({
      method: 'POST',
      path: '/collections',
      tags,
      summary: "Take in a collection from a file's text; its name makes the file's"
    })
    .input(z.object({ text: z.string().max(5_000_000) }))
    .output(listedCollectionSchema),

  run: procedure('user')
    .meta({ noted: false })
    .route({
      method: 'POST',
      path: '/collections/run',
      tags,
      summary: 'Send every request of a collection and compare what comes with what is expected'
    })
    .input(
      z.object({
        /** A saved or shipped one; or `collection`, which is not saved. */
        id: collectionIdSchema.optional(),
        collection: z.record(z.string(), z.unknown()).optional(),
        /** Another issuer; needs the capability `playground.any_issuer`. Left out: this server. */
        issuer: z.string().min(1).max(2000).optional(),
        /** In the place of the collection's own. */
        variables: z.record(z.string(), z.string().max(10_000)).default({}),
        /** The names of those to run; left out: all. */
        only: z.array(z.string()).optional()
      })
    )
    .output(z.object({ result: collectionResultSchema, junit: z.string() })),

  history: procedure('user')
    .route({
      method: 'GET',
      path: '/collections/{id}/history',
      tags,
      summary: 'What running a collection brought whoever asks, latest first'
    })
    .input(byId)
    .output(z.array(collectionResultSchema)),

  report: procedure('user')
    .route({
      method: 'GET',
      path: '/collections/{id}/history/{run}/junit',
      tags,
      summary: 'One result of a collection as a report that build servers read (JUnit)'
    })
    .input(byId.extend({ run: runId }))
    .output(z.object({ junit: z.string() })),

  removeRuns: procedure('user')
    .meta({ noted: false })
    .route({
      method: 'DELETE',
      path: '/collections/{id}/history',
      tags,
      summary: 'Take one result of a collection off the list, or all; for ten minutes it can be put back'
    })
    .input(byId.extend({ run: runId.optional() }))
    .output(z.object({ removed: z.array(z.string()) })),

  restoreRuns: procedure('user')
    .meta({ noted: false })
    .route({
      method: 'POST',
      path: '/collections/{id}/history',
      tags,
      summary: 'Put results of a collection back that were taken off the list'
    })
    .input(byId.extend({ runs: z.array(runId).max(100) }))
    .output(z.void()),

  sampleProfile: procedure('user')
    .route({
      method: 'GET',
      path: '/collections/sample-profile',
      tags,
      summary: 'The clients, people and scopes that the shipped collections are about, as a profile'
    })
    .output(z.record(z.string(), z.unknown()))
}
