/** What a browser's own line about itself says, in words; left out: it doesn't say. */
export interface Agent {
  /** Name and major version, such as `Firefox 128`. */
  readonly browser?: string
  readonly system?: string
}

/** Every browser names those before it, so that old pages serve it: the most particular comes first. */
const BROWSERS: readonly (readonly [name: string, token: RegExp])[] = [
  ['Edge', /\b(?:Edg|EdgA|EdgiOS)\/(\d+)/],
  ['Opera', /\b(?:OPR|Opera)\/(\d+)/],
  ['Vivaldi', /\bVivaldi\/(\d+)/],
  ['Yandex Browser', /\bYaBrowser\/(\d+)/],
  ['Samsung Internet', /\bSamsungBrowser\/(\d+)/],
  ['Firefox', /\b(?:Firefox|FxiOS)\/(\d+)/],
  ['Electron', /\bElectron\/(\d+)/],
  ['Headless Chrome', /\bHeadlessChrome\/(\d+)/],
  ['Chrome', /\b(?:Chrome|CriOS|Chromium)\/(\d+)/],
  ['Safari', /\bVersion\/(\d+)[\d.]*(?: Mobile\/\w+)? Safari\//],
  ['curl', /^curl\/(\d+)/],
  ['Node.js', /^(?:node|undici)(?:\/(\d+))?/i],
  ['Python', /^python-(?:requests|httpx|urllib\w*)\/(\d+)/i],
  ['Java', /^Java(?:-http-client)?\/(\d+)/],
  ['Go', /^Go-http-client\/(\d+)/],
  ['Postman', /^PostmanRuntime\/(\d+)/]
]

/** An iPad says Macintosh when it asks for desktop pages; that can't be told apart. */
const SYSTEMS: readonly (readonly [name: string, token: RegExp])[] = [
  ['Android', /\bAndroid\b/],
  ['iPhone', /\biPhone\b/],
  ['iPad', /\biPad\b/],
  ['ChromeOS', /\bCrOS\b/],
  ['Windows', /\bWindows\b/],
  ['macOS', /\bMac(?:intosh| OS X)\b/],
  ['Linux', /\b(?:Linux|X11)\b/]
]

/** Reads a User-Agent header (RFC 9110 §10.1.5). It is a guess for people to recognise their own browser by; nothing may be decided by it. */
export function describeUserAgent(userAgent: string): Agent {
  const browser = browserOf(userAgent)
  const system = SYSTEMS.find(([, token]) => token.test(userAgent))?.[0]
  return { ...(browser && { browser }), ...(system && { system }) }
}

function browserOf(userAgent: string): string | undefined {
  for (const [name, token] of BROWSERS) {
    const found = token.exec(userAgent)
    if (found) return found[1] === undefined ? name : `${name} ${found[1]}`
  }
  return undefined
}
