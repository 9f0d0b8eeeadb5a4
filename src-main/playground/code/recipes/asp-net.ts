import type { PlaygroundFlowName } from '../../../contract'
import type { Recipe, RecipeFacts } from './recipe'

const RESPONSE_TYPES: Partial<Record<PlaygroundFlowName, string>> = {
  openid_code: 'code',
  openid_hybrid: 'code id_token'
}

const text = (words: string) => JSON.stringify(words)

/** The Program.cs of ASP.NET Core with its OpenID Connect handler, which sends the secret in the form. */
export const aspNet: Recipe = (facts) => {
  const responseType = RESPONSE_TYPES[facts.flow]
  if (!responseType || !['none', 'client_secret_post'].includes(facts.method)) return undefined
  const options = optionsOf(facts, responseType).map((line) => `        ${line}`)
  return `// dotnet add package Microsoft.AspNetCore.Authentication.OpenIdConnect
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddAuthorization();
builder.Services
    .AddAuthentication(options =>
    {
        options.DefaultScheme = CookieAuthenticationDefaults.AuthenticationScheme;
        options.DefaultChallengeScheme = OpenIdConnectDefaults.AuthenticationScheme;
    })
    .AddCookie()
    .AddOpenIdConnect(options =>
    {
${options.join('\n')}
    });

var app = builder.Build();
app.UseAuthentication();
app.UseAuthorization();
app.MapGet("/", (HttpContext context) => context.User.Claims.Select(claim => $"{claim.Type}: {claim.Value}"))
    .RequireAuthorization();
app.Run();`
}

function optionsOf(facts: RecipeFacts, responseType: string): string[] {
  const { issuer, client_id, client_secret, method, redirect_uri, scope } = facts
  const secret =
    client_secret === undefined ? 'Environment.GetEnvironmentVariable("CLIENT_SECRET")' : text(client_secret)
  return [
    `options.Authority = ${text(issuer)};`,
    `options.ClientId = ${text(client_id)};`,
    ...(method === 'none' ? [] : [`options.ClientSecret = ${secret};`]),
    `options.ResponseType = ${text(responseType)};`,
    'options.UsePkce = true;',
    `options.CallbackPath = ${text(URL.canParse(redirect_uri) ? new URL(redirect_uri).pathname : '/callback')};`,
    'options.SaveTokens = true;',
    'options.GetClaimsFromUserInfoEndpoint = true; // the name and the e-mail address',
    ...(issuer.startsWith('http:') ? ['options.RequireHttpsMetadata = false;'] : []),
    'options.Scope.Clear();',
    ...scope
      .split(' ')
      .filter(Boolean)
      .map((each) => `options.Scope.Add(${text(each)});`)
  ]
}
