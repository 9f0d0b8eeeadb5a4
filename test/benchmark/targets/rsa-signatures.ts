import { generateKeyPairSync, sign } from 'node:crypto'

// The ceiling of signing: nothing but RS256 signatures, as many at a time as there are connections, for some milliseconds.
const [connections, roundMs] = process.argv.slice(2).map(Number) as [number, number]
const { privateKey: key } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const data = Buffer.alloc(300)
let made = 0

const start = performance.now()
await Promise.all(Array.from({ length: connections }, signOn))
process.stdout.write(`${Math.round(made / ((performance.now() - start) / 1000))}\n`)

async function signOn(): Promise<void> {
  while (performance.now() - start < roundMs) {
    await new Promise<void>((resolve) => sign('sha256', data, { key }, () => resolve()))
    made += 1
  }
}
