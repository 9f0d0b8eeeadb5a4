import { isPublic, pathOf, SECRET_METHODS, type Snippet, type SnippetFacts } from './snippet'

/** Where oauth2Login() listens for the registration of this name. */
const CALLBACK = '/login/oauth2/code/friendly'

const secretLines = (facts: SnippetFacts) =>
  isPublic(facts) ? '' : `            client-secret: \${OAUTH2_CLIENT_SECRET}\n`
const scopeLine = ({ scope }: SnippetFacts) =>
  scope ? `            scope: ${JSON.stringify(scope.split(' ').join(','))}\n` : ''

function registration(facts: SnippetFacts, grant: string, redirect = ''): string {
  return `spring:
  security:
    oauth2:
      client:
        registration:
          friendly:
            client-id: ${JSON.stringify(facts.client_id)}
${secretLines(facts)}            client-authentication-method: ${facts.method}
            authorization-grant-type: ${grant}
${redirect}${scopeLine(facts)}        provider:
          friendly:
            issuer-uri: ${JSON.stringify(facts.issuer)}
`
}

function redirectLines({ redirect_uri }: SnippetFacts): string {
  const note =
    pathOf(redirect_uri) === CALLBACK
      ? ''
      : `            # oauth2Login() listens at ${CALLBACK}: register the client with that redirect URI\n`
  return `${note}            redirect-uri: ${JSON.stringify(redirect_uri)}\n`
}

export const springSecurity: Snippet = {
  id: 'spring',
  title: 'Spring Security',
  file: 'application.yml',
  methods: [...SECRET_METHODS, 'none'],
  code: {
    client_credentials: (facts) => registration(facts, 'client_credentials'),
    code: (facts) => registration(facts, 'authorization_code', redirectLines(facts))
  }
}
