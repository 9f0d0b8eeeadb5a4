import { describe, expect, it } from 'vitest'
import { readTokens } from '../../../src-renderer/ui/tokens/read-tokens'
import { diffMembers } from '../../../src-renderer/ui/tokens/token-diff'

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
const HEADER = part({ alg: 'RS256', kid: 'k1' })
const CLAIMS = part({ iss: 'https://issuer.example', sub: 'ünï', n: '>>>???' })
const TOKEN = `${HEADER}.${CLAIMS}.c2lnbmF0dXJl`
const ACCESS = `${part({ alg: 'ES256', typ: 'at+jwt' })}.${part({ scope: 'read' })}.c2ln`
const OPAQUE = 'SlAV32hkKG.tokenOpaque~1+/=='

const first = (text: string) => readTokens(text)[0]
const forgivenIn = (text: string) => first(text)?.forgiven

describe('A pasted token', () => {
  it('is read as it stands, with nothing to forgive', () => {
    expect(readTokens(TOKEN)).toEqual([
      {
        token: TOKEN,
        forgiven: [],
        shape: {
          kind: 'jwt',
          characters: TOKEN.length,
          header: { alg: 'RS256', kid: 'k1' },
          claims: { iss: 'https://issuer.example', sub: 'ünï', n: '>>>???' },
          isSigned: true
        }
      }
    ])
  })

  it.each([
    ['stray quotes', `"${TOKEN}",`, ['quotes']],
    ['typographic quotes', `“${TOKEN}”`, ['quotes']],
    ['a scheme', `Bearer ${TOKEN}`, ['scheme']],
    ['a whole header', `Authorization: Bearer ${TOKEN}`, ['scheme']],
    ['the scheme of DPoP', `DPoP ${TOKEN}`, ['scheme']],
    ['quotes around a scheme', `'Bearer ${TOKEN}'`, ['quotes', 'scheme']],
    ['line breaks', TOKEN.replace(/(.{20})/g, '$1\r\n  '), ['spaces']],
    ['percent escapes', TOKEN.replaceAll('.', '%2E'), ['escapes']],
    ['padding', TOKEN.replace('.', '==.'), ['base64']]
  ])('is read in spite of %s, and says so', (_, text, forgiven) => {
    expect(first(text)?.token).toBe(TOKEN)
    expect(forgivenIn(text)).toEqual(forgiven)
  })

  it('is read without its signature, whether the last dot is there or not', () => {
    for (const text of [`${HEADER}.${CLAIMS}`, `${HEADER}.${CLAIMS}.`]) {
      expect(first(text)).toMatchObject({ token: `${HEADER}.${CLAIMS}.`, forgiven: ['signature_missing'] })
      expect(first(text)?.shape).toMatchObject({ kind: 'jwt', isSigned: false })
    }
  })

  it('lacks nothing where it says that nobody signed it (RFC 7519 §6)', () => {
    expect(forgivenIn(`${part({ alg: 'none' })}.${CLAIMS}.`)).toEqual([])
  })

  it('may be one of which the header alone can be read (RFC 7516 §3.1)', () => {
    const token = `${part({ alg: 'RSA-OAEP-256', enc: 'A256GCM' })}.a.b.c.d`
    expect(first(token)?.shape).toMatchObject({ kind: 'jwe', header: { enc: 'A256GCM' } })
  })

  it('may be opaque, with characters that a JWT would be mended of', () => {
    expect(first(OPAQUE)).toMatchObject({ token: OPAQUE, forgiven: [], shape: { kind: 'opaque' } })
    expect(first(`Bearer ${OPAQUE}`)).toMatchObject({ token: OPAQUE, forgiven: ['scheme'] })
  })
})

describe('Tokens in something else', () => {
  it('are found in a JSON answer, the ID token first (RFC 6749 §5.1)', () => {
    const answer = { access_token: ACCESS, token_type: 'Bearer', id_token: TOKEN, refresh_token: 'opaque' }
    const found = readTokens(JSON.stringify(answer, null, 2))
    expect(found.map(({ name, token }) => [name, token])).toEqual([
      ['id_token', TOKEN],
      ['access_token', ACCESS],
      ['refresh_token', 'opaque']
    ])
    expect(found.every(({ forgiven }) => forgiven.includes('json'))).toBe(true)
  })

  it('are found deep in JSON by what they look like', () => {
    expect(readTokens(JSON.stringify({ log: [{ message: TOKEN, other: 'eyes.open' }] }))).toMatchObject([
      { token: TOKEN, name: 'message' }
    ])
  })

  it.each([
    ['the fragment of an address', `https://app.example/cb#id_token=${TOKEN}&state=x&access_token=${ACCESS}`],
    ['a fragment alone', `#access_token=${ACCESS}&id_token=${TOKEN}`],
    ['a form', `id_token=${TOKEN}&access_token=${ACCESS}&expires_in=3600`]
  ])('are found in %s (RFC 6749 §4.2.2)', (_, text) => {
    expect(readTokens(text).map(({ name, forgiven }) => [name, forgiven])).toEqual([
      ['id_token', ['address']],
      ['access_token', ['address']]
    ])
  })

  it('are found in a command, a raw request and half an answer, each once', () => {
    const curl = `curl https://api.example/me -H 'Authorization: Bearer ${ACCESS}' \\\n  -d 'id_token_hint=${TOKEN}'`
    expect(readTokens(curl).map(({ token }) => token)).toEqual([TOKEN, ACCESS])
    const raw = `GET /me HTTP/1.1\r\nHost: api.example\r\nAuthorization: Bearer ${OPAQUE}\r\n\r\n`
    expect(readTokens(raw).map(({ token }) => token)).toEqual([OPAQUE])
    expect(readTokens(`{"access_token":"${ACCESS}","id_tok`).map(({ token }) => token)).toEqual([ACCESS])
    expect(forgivenIn(curl)).toContain('text')
  })

  it.each(['', '   ', 'no token in this sentence', '{"a":1}', 'https://example.com/?state=1'])(
    'are not seen where there are none: %j',
    (text) => expect(readTokens(text)).toEqual([])
  )
})

describe('Two tokens beside each other', () => {
  const before = {
    iss: 'a',
    sub: 'u1',
    exp: 1000,
    iat: 700,
    roles: ['qa', 'dev'],
    gone: true,
    o: { x: 1, y: 2 }
  }
  const after = { iss: 'a', sub: 'u2', exp: 1300, iat: 1000, roles: ['qa'], o: { y: 2, x: 1 }, fresh: null }

  it('differ claim by claim: added, removed, changed, and moments by their shift', () => {
    expect(diffMembers(before, after)).toEqual([
      { name: 'iss', change: 'same', before: 'a', after: 'a' },
      { name: 'sub', change: 'changed', before: 'u1', after: 'u2' },
      { name: 'exp', change: 'changed', before: '1000', after: '1300', shift: 300 },
      { name: 'iat', change: 'changed', before: '700', after: '1000', shift: 300 },
      { name: 'roles', change: 'changed', before: '["qa","dev"]', after: '["qa"]' },
      { name: 'gone', change: 'removed', before: 'true' },
      { name: 'o', change: 'same', before: '{"x":1,"y":2}', after: '{"y":2,"x":1}' },
      { name: 'fresh', change: 'added', after: 'null' }
    ])
  })

  it('may be compared without their moments', () => {
    const names = diffMembers(before, after, true).map(({ name }) => name)
    expect(names).not.toContain('exp')
    expect(names).not.toContain('iat')
    expect(names).toContain('sub')
  })
})
