import { z } from '../../model'
import { exchangeSchema } from '../traffic/exchange'
import { storySchema } from '../traffic/exchange-detail'
import { draftSchema } from './draft'
import { TOKEN_KINDS } from '../token-lab/token-checks'
import { ALL_TOKEN_USES, apiCallSchema, broughtVerdictSchema, playgroundExchangeSchema } from './exchange'
import { decisionSchema, preparedSchema, runSchema, standInSchema } from './run'
import { procedure } from '../procedure'

const tags = ['Playground']
const id = z.string().min(1).max(100)

/** Something that the audit trail does not tell of: nothing of the server changes but what its endpoints do by themselves. */
const step = () => procedure('user').meta({ noted: false })

/** What stands for a step of a flow without a browser, or before one. */
const requests = {
  prepare: step()
    .route({
      method: 'POST',
      path: '/playground/prepare',
      tags,
      summary: 'Build a request and its curl command; nothing is sent'
    })
    .input(draftSchema)
    .output(preparedSchema),

  send: step()
    .route({
      method: 'POST',
      path: '/playground/send',
      tags,
      summary: 'Build a token request and send it, in a flow without a browser or a device'
    })
    .input(draftSchema)
    .output(playgroundExchangeSchema),

  use: step()
    .route({
      method: 'POST',
      path: '/playground/use',
      tags,
      summary: 'Do something with a token: ask for claims, introspect or revoke it, call an API, sign out'
    })
    .input(
      z.object({
        draft: draftSchema,
        use: z.enum(ALL_TOKEN_USES),
        /** The access token; with `end_session` the ID token. */
        token: z.string().min(1).max(20_000),
        /** What `call_api` asks; on a server in a browser, this server alone. */
        api: apiCallSchema.optional()
      })
    )
    .output(playgroundExchangeSchema)
}

/** The flows in which a browser or a device takes part. */
const runs = {
  authorize: step()
    .route({
      method: 'POST',
      path: '/playground/runs',
      tags,
      summary:
        'Begin a flow with a browser or a device; with `as`, the server signs in and agrees for that person'
    })
    .input(z.object({ draft: draftSchema, as: standInSchema.optional() }))
    .output(runSchema),

  run: step()
    .route({ method: 'GET', path: '/playground/runs/{id}', tags, summary: 'Where such a flow stands' })
    .input(z.object({ id }))
    .output(runSchema),

  cancelRun: step()
    .route({ method: 'DELETE', path: '/playground/runs/{id}', tags, summary: 'Wait for it no longer' })
    .input(z.object({ id }))
    .output(runSchema),

  approve: step()
    .route({
      method: 'POST',
      path: '/playground/runs/{id}/decision',
      tags,
      summary: 'Decide in the name of a person what a waiting device asks for'
    })
    .input(z.object({ id, as: standInSchema.omit({ decision: true }), decision: decisionSchema }))
    .output(runSchema),

  exchange: step()
    .route({
      method: 'POST',
      path: '/playground/runs/{run}/exchange',
      tags,
      summary: 'Change the code for tokens, or ask once whether the person has decided at the device'
    })
    .input(z.object({ run: id, draft: draftSchema.optional() }))
    .output(playgroundExchangeSchema),

  runAll: step()
    .route({
      method: 'POST',
      path: '/playground/run-all',
      tags,
      summary: 'Every step of a flow, one after the other, without a person'
    })
    .input(z.object({ draft: draftSchema, as: standInSchema.optional() }))
    .output(z.object({ run: runSchema.optional(), exchanges: z.array(playgroundExchangeSchema) }))
}

export const playground = {
  ...requests,
  ...runs,

  transcript: procedure('user')
    .route({
      method: 'GET',
      path: '/playground/transcript',
      tags,
      summary: 'What whoever asks has sent, newest first'
    })
    .output(z.array(playgroundExchangeSchema)),

  clear: step()
    .route({ method: 'DELETE', path: '/playground/transcript', tags, summary: 'Forget what was sent' })
    .output(z.void()),

  story: procedure('user')
    .route({
      method: 'GET',
      path: '/playground/transcript/{id}/story',
      tags,
      summary: "The server's own view of something that was sent to it"
    })
    .input(z.object({ id }))
    .output(z.object({ exchange: exchangeSchema, story: storySchema }).nullable()),

  verifyBrought: step()
    .route({
      method: 'POST',
      path: '/playground/verify',
      tags,
      summary:
        'Verify a token that a flow brought, with the keys of whoever issued it; an encrypted one is opened first'
    })
    .input(
      z.object({
        draft: draftSchema,
        token: z.string().min(1).max(100_000),
        kind: z.enum(TOKEN_KINDS).optional(),
        access_token: z.string().max(100_000).optional(),
        code: z.string().max(20_000).optional()
      })
    )
    .output(broughtVerdictSchema),

  makeCertificate: procedure('administrator')
    .route({
      method: 'POST',
      path: '/playground/certificates/{client_id}',
      tags,
      summary:
        'Make a TLS certificate for a client with tls_client_auth, and have the server trust who vouches for it'
    })
    .input(z.object({ client_id: z.string().min(1).max(255) }))
    .output(z.object({ certificate: z.string(), authority: z.string() })),

  generateKey: procedure('user')
    .route({
      method: 'POST',
      path: '/playground/keys/{client_id}',
      tags,
      summary:
        'Make a key pair for a client: the public half is registered, the playground signs with the private one'
    })
    .input(z.object({ client_id: z.string().min(1).max(255) }))
    .output(
      z.object({
        publicKey: z.record(z.string(), z.unknown()),
        privateKey: z.record(z.string(), z.unknown())
      })
    )
}
