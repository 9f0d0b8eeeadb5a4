import { z } from '../../model'
import { draftSchema } from './draft'
import { rawRequestSchema } from './request'
import { procedure } from '../procedure'

/** Languages that any request can be written in. */
export const LANGUAGE_NAMES = ['curl', 'httpie', 'fetch', 'requests', 'java', 'csharp'] as const
export type LanguageName = (typeof LANGUAGE_NAMES)[number]
/** Libraries that do a flow by themselves once they are set up. */
export const RECIPE_NAMES = ['openid_client', 'oidc_client_ts', 'spring_security', 'asp_net'] as const
export type RecipeName = (typeof RECIPE_NAMES)[number]
export const CODE_NAMES = [...LANGUAGE_NAMES, ...RECIPE_NAMES] as const
export type CodeName = (typeof CODE_NAMES)[number]

export const codeRequestSchema = z.object({
  draft: draftSchema,
  /** Something that was sent, by its id: its own request and answer. Left out: the token request of the draft. */
  exchange: z.string().max(100).optional(),
  language: z.enum(CODE_NAMES),
  /** Secrets come from variables of the environment, so that the code itself can be shown. */
  secretsAsVariables: z.boolean().default(true),
  /** Every step of the draft's flow in the place of the one request. */
  wholeFlow: z.boolean().default(false)
})
export type CodeRequestInput = z.input<typeof codeRequestSchema>

export const writtenCodeSchema = z.object({
  /** Left out: `why` says so. */
  text: z.string().optional(),
  /** Commands of a POSIX shell that give the variables their values; left out where there are none. */
  setup: z.string().optional(),
  variables: z.array(z.object({ name: z.string(), value: z.string() })),
  /** The answer that came, line by line; left out before anything was sent. */
  response: z.string().optional(),
  /** no_request: something is missing that it would be made of; not_supported: the library does no such flow or method. */
  why: z.enum(['no_request', 'not_supported']).optional(),
  /** An assertion works once and for a minute: the code holds one of its own. */
  assertion: z.boolean()
})
export type WrittenCode = z.infer<typeof writtenCodeSchema>

export const parsedCurlSchema = z.object({
  draft: draftSchema,
  /** What the command says, taken apart. */
  request: rawRequestSchema,
  /** Options of the command that a request has no place for, as they were written. */
  ignored: z.array(z.string())
})
export type ParsedCurl = z.infer<typeof parsedCurlSchema>

const tags = ['Playground']

export const playgroundCode = {
  code: procedure('user')
    .meta({ noted: false })
    .route({
      method: 'POST',
      path: '/playground/code',
      tags,
      summary: 'A request, or a whole flow, as code in a language or for a library'
    })
    .input(codeRequestSchema)
    .output(writtenCodeSchema),

  parseCurl: procedure('user')
    .meta({ noted: false })
    .route({
      method: 'POST',
      path: '/playground/parse-curl',
      tags,
      summary: 'A draft out of a curl command of a token request'
    })
    .input(z.object({ command: z.string().min(1).max(100_000) }))
    .output(parsedCurlSchema)
}
