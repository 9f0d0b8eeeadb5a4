import type { RequestHandler } from 'express'
import { contract } from '../../../contract'
import { setPanelHeaders } from '../panel-headers'

/** The description of the REST interface, made from the contract when it is first asked for. */
export function createPanelOpenApi(about: { serverName: string; version: string }): RequestHandler {
  let document: Promise<string> | undefined
  return (request, response, next) => {
    setPanelHeaders(response)
    document ??= generate(about)
    document
      .then((text) => response.type('application/json').send(text))
      .catch((error: unknown) => {
        document = undefined
        next(error)
      })
  }
}

async function generate({ serverName, version }: { serverName: string; version: string }): Promise<string> {
  // Nobody pays for the generator who doesn't read the description.
  const [{ OpenAPIGenerator }, { ZodToJsonSchemaConverter }] = await Promise.all([
    import('@orpc/openapi'),
    import('@orpc/zod/zod4')
  ])
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] })
  const document = await generator.generate(contract, {
    info: {
      title: serverName,
      version,
      description: 'Everything that the control panel does, for automation.'
    },
    servers: [{ url: '/admin/api' }],
    security: [{ accessToken: [] }],
    components: {
      securitySchemes: {
        accessToken: {
          type: 'http',
          scheme: 'bearer',
          description:
            'An access token with the scope `admin`: a client that an administrator gave that scope gets one from the token endpoint through client_credentials.'
        }
      }
    },
    customErrorResponseBodySchema: problemSchema
  })
  return JSON.stringify(withProblemType(document))
}

/** RFC 9457 with the contract's code and data. */
function problemSchema(definitions: [code: string, ...rest: unknown[]][], status: number) {
  return {
    type: 'object' as const,
    properties: {
      type: { type: 'string' as const },
      title: { type: 'string' as const },
      status: { const: status },
      detail: { type: 'string' as const },
      code: { enum: definitions.map(([code]) => code) },
      issues: {
        type: 'array' as const,
        items: {
          type: 'object' as const,
          properties: {
            path: { type: 'array' as const, items: { type: ['string' as const, 'integer' as const] } },
            message: { type: 'string' as const },
            code: { type: 'string' as const, description: 'The name of the message, for translation' },
            params: { type: 'object' as const, description: 'What is filled into it' }
          },
          required: ['path', 'message']
        }
      },
      retryAfterSeconds: { type: 'number' as const },
      id: { type: 'string' as const }
    },
    required: ['type', 'title', 'status', 'detail', 'code']
  }
}

interface Described {
  paths?: Record<
    string,
    Record<string, { responses?: Record<string, { content?: Record<string, unknown> }> }>
  >
}

/** The generator calls every body application/json; refusals are problems. */
function withProblemType(document: object): object {
  const { paths = {} } = document as Described
  for (const operation of Object.values(paths).flatMap((path) => Object.values(path)))
    for (const [status, response] of Object.entries(operation.responses ?? {})) {
      const schema = response.content?.['application/json']
      if (Number(status) >= 400 && schema) response.content = { 'application/problem+json': schema }
    }
  return document
}
