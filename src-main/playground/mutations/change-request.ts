import type { BuiltRequest } from '../built-request'
import { formEncode } from '../form-encode'

type Parameter = BuiltRequest['request']['parameters'][number]

/** The request with other parameters, in its form or its query. */
export function withParameters(built: BuiltRequest, parameters: readonly Parameter[]): BuiltRequest {
  const encoded = parameters.map(({ name, value }) => `${formEncode(name)}=${formEncode(value)}`).join('&')
  const { request } = built
  const isQuery = request.method === 'GET'
  const changed = isQuery
    ? { ...request, url: `${request.url.split('?')[0]}?${encoded}`, parameters: [...parameters] }
    : { ...request, body: encoded, parameters: [...parameters] }
  return { ...built, request: changed }
}

/** The request with a parameter of this value: in the place of the one that it has, else at the end. */
export function withParameter(built: BuiltRequest, name: string, value: string): BuiltRequest {
  const { parameters } = built.request
  const known = parameters.find((parameter) => parameter.name === name)
  return withParameters(
    built,
    known
      ? parameters.map((parameter) => (parameter === known ? { ...known, value } : parameter))
      : [...parameters, { name, value }]
  )
}

export function withoutParameter(built: BuiltRequest, name: string): BuiltRequest {
  return withParameters(
    built,
    built.request.parameters.filter((parameter) => parameter.name !== name)
  )
}

export function parameterOf(
  { parameters }: Pick<BuiltRequest['request'], 'parameters'>,
  name: string
): string | undefined {
  return parameters.find((parameter) => parameter.name === name)?.value
}
