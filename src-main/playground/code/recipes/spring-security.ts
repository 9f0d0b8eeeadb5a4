import type { PlaygroundFlowName } from '../../../contract'
import type { ClientAuthenticationName } from '../../../model'
import type { Recipe } from './recipe'

/** What Spring Security does by its settings alone, by its own names. */
const METHODS: readonly ClientAuthenticationName[] = ['client_secret_basic', 'client_secret_post', 'none']
const GRANTS: Partial<Record<PlaygroundFlowName, string>> = {
  oauth2_code: 'authorization_code',
  openid_code: 'authorization_code',
  oauth2_client_credentials: 'client_credentials'
}

/** A redirect URI elsewhere needs redirectionEndpoint() in the code. */
const ON_SIGN_IN = '\n# oauth2Login() listens at /login/oauth2/code/friendly'

/** In single quotes of YAML, where a single quote stands twice. */
const yaml = (words: string) => `'${words.replaceAll("'", "''")}'`

/** The application.yml of Spring Boot with Spring Security's OAuth 2.0 client. */
export const springSecurity: Recipe = (facts) => {
  const { flow, method, issuer, client_id, client_secret, redirect_uri, scope } = facts
  const grant = GRANTS[flow]
  if (!grant || !METHODS.includes(method)) return undefined
  const secret = client_secret === undefined ? `'\${CLIENT_SECRET}'` : yaml(client_secret)
  const registration = [
    `client-id: ${yaml(client_id)}`,
    ...(method === 'none' ? [] : [`client-secret: ${secret}`]),
    `client-authentication-method: ${method}`,
    `authorization-grant-type: ${grant}`,
    ...(grant === 'authorization_code' ? [`redirect-uri: ${yaml(redirect_uri)}`] : []),
    ...(scope ? [`scope: [${scope.split(' ').map(yaml).join(', ')}]`] : [])
  ]
  return `# application.yml, with spring-boot-starter-oauth2-client${grant === 'authorization_code' ? ON_SIGN_IN : ''}
spring:
  security:
    oauth2:
      client:
        registration:
          friendly:
${registration.map((line) => `            ${line}`).join('\n')}
        provider:
          friendly:
            issuer-uri: ${yaml(issuer)}`
}
