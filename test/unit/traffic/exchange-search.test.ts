import { describe, expect, it } from 'vitest'
import { parseExchangeFilter } from '../../../src-main/contract'
import {
  createInspector,
  createTrafficReader,
  describeExchange,
  type Entry,
  type RawExchange
} from '../../../src-main/inspector'

/** Numbers that look random and are the same in each run. */
function createDice(seed: number) {
  let state = seed
  const next = () => (state = (state * 1_103_515_245 + 12_345) % 2_147_483_648)
  return <Value>(values: readonly Value[]): Value => values[next() % values.length]!
}

const WORDS = [
  'alpha',
  'Beta',
  'code',
  'token',
  'Basic',
  'application',
  'x',
  '••',
  'Über',
  '{"a',
  'no-store',
  'eyJ'
]
const NAMES = ['code', 'client_secret', 'scope', 'state', 'password', 'redirect_uri']
const JWT = 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJhbHBoYSJ9.c2lnbmF0dXJl'

function exchangeBy(pick: ReturnType<typeof createDice>): { reason?: string; raw: RawExchange } {
  const value = () => pick(['alpha', 'BETA', 'gamma code', JWT, '', 'token-1'])
  const pairs = () => [0, 1, 2].map(() => `${pick(NAMES)}=${encodeURIComponent(value())}`).join('&')
  const asJson = pick([true, false])
  return {
    ...(pick([true, false]) && { reason: pick(['code-replayed', 'client-unknown']) }),
    raw: {
      httpVersion: '1.1',
      target: `/oauth2/token?${pairs()}`,
      ip: '127.0.0.1',
      requestHeaders: ['Host', 'localhost', 'Authorization', `Basic ${value()}`, 'Cookie', `sid=${value()}`],
      requestBody: pairs(),
      answerHeaders: [
        'Content-Type',
        asJson ? 'application/json' : 'text/plain',
        'Location',
        `/cb?${pairs()}`
      ],
      answerBody: asJson ? JSON.stringify({ access_token: value(), scope: value() }) : value()
    }
  }
}

/** What a search means: some text holds the words, and where secrets may not be found, some text as it is shown does too. */
function means({ exchange, raw }: Entry, text: string, findsSecrets: boolean): boolean {
  const isIn = (one: string | undefined) =>
    one !== undefined && one.toLowerCase().includes(text.toLowerCase())
  if ([exchange.path, exchange.error, exchange.error_description, exchange.reason].some(isIn)) return true
  const textsOf = (reveal: boolean) => {
    const { request, response } = describeExchange(
      { exchange, raw: raw! },
      { reveal, origin: 'http://localhost' }
    )
    return [
      request!.target,
      request!.body,
      response!.body,
      ...request!.headers.flat(),
      ...response!.headers.flat()
    ]
  }
  return textsOf(true).some(isIn) && (findsSecrets || textsOf(false).some(isIn))
}

describe('A search in the traffic', () => {
  it('finds what holds the words, and of secrets nothing for whoever may not see them', async () => {
    const pick = createDice(7)
    const inspector = createInspector({ clock: { nowMs: () => 0 } })
    for (let count = 0; count < 200; count += 1) {
      const { raw, reason } = exchangeBy(pick)
      const facts = {
        method: 'POST',
        path: pick(['/oauth2/token', '/oauth2/Alpha']),
        status: 200,
        durationMs: 1
      }
      const refusal = reason === undefined ? undefined : { code: 'invalid_grant', message: 'No.', reason }
      inspector.record({ ...facts, refusal }, raw)
    }
    const reader = createTrafficReader({ inspector, nameOf: () => undefined })
    for (const findsSecrets of [true, false])
      for (const word of WORDS) {
        const found = await reader.find({ terms: [{ value: word, negated: false }], findsSecrets })
        const expected = inspector.entries().filter((entry) => means(entry, word, findsSecrets))
        expect(found.map(({ exchange }) => exchange.id)).toEqual(
          expected.map(({ exchange }) => exchange.id).reverse()
        )
      }
  })

  it('that is asked again knows what came, went and returned since', async () => {
    const pick = createDice(11)
    const inspector = createInspector({ clock: { nowMs: () => 0 }, kept: () => 30 })
    const reader = createTrafficReader({ inspector, nameOf: () => undefined })
    const steps = ['record', 'record', 'record', 'clear', 'restore', 'search', 'search', 'bookmark'] as const
    const filters = ['status:4xx', 'client:one alpha', '-alpha', 'is:failed', 'is:bookmarked', 'path:/a beta']
    for (let count = 0; count < 600; count += 1) {
      const step = pick(steps)
      if (step === 'record') {
        const [status, client_id, path] = [pick([200, 400]), pick(['one', 'two']), pick(['/a/x', '/b'])]
        inspector.record({ method: 'GET', path, client_id, status, durationMs: 1 }, exchangeBy(pick).raw)
      }
      if (step === 'clear') inspector.clear()
      if (step === 'restore') inspector.restore()
      const [first] = inspector.entries()
      if (step === 'bookmark' && first) first.bookmarked = pick([true, false])
      const question = { terms: parseExchangeFilter(pick(filters)), findsSecrets: pick([true, false]) }
      const upTo = pick([undefined, count])
      const anew = createTrafficReader({ inspector, nameOf: () => undefined })
      expect(await reader.find({ ...question, upTo })).toEqual(await anew.find({ ...question, upTo }))
    }
  })
})
