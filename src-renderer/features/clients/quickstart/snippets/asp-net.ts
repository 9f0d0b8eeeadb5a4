import { isPublic, pathOf, type Snippet, type SnippetFacts } from './snippet'

export const aspNet: Snippet = {
  id: 'aspnet',
  title: 'ASP.NET Core',
  file: 'Program.cs',
  methods: ['client_secret_post', 'client_secret_basic', 'none'],
  code: {
    code: (facts) => `builder.Services
    .AddAuthentication(options =>
    {
        options.DefaultScheme = CookieAuthenticationDefaults.AuthenticationScheme;
        options.DefaultChallengeScheme = OpenIdConnectDefaults.AuthenticationScheme;
    })
    .AddCookie()
    .AddOpenIdConnect(options =>
    {
        options.Authority = ${JSON.stringify(facts.issuer)};
        options.ClientId = ${JSON.stringify(facts.client_id)};
${secretLines(facts)}        options.ResponseType = "code";
        options.UsePkce = true;
        options.CallbackPath = ${JSON.stringify(pathOf(facts.redirect_uri))};
        options.GetClaimsFromUserInfoEndpoint = true; // the name and the e-mail address
${facts.issuer.startsWith('http:') ? '        options.RequireHttpsMetadata = false; // for this machine alone\n' : ''}        options.Scope.Clear();
${scopeLines(facts)}
    });
`
  }
}

function scopeLines({ scope }: SnippetFacts): string {
  return scope
    .split(' ')
    .map((name) => `        options.Scope.Add(${JSON.stringify(name)});`)
    .join('\n')
}

function secretLines(facts: SnippetFacts): string {
  if (isPublic(facts)) return ''
  const note =
    facts.method === 'client_secret_basic'
      ? '        // The handler sends the secret in the form: register the client with client_secret_post.\n'
      : ''
  return `${note}        options.ClientSecret = builder.Configuration["OAUTH2_CLIENT_SECRET"];\n`
}
