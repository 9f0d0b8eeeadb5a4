import express from 'express'
import type { AddressInfo } from 'node:net'

// The ceiling of the stack: Express and a constant answer of the size of a token response.
const app = express().disable('x-powered-by').disable('etag')
const answer = { access_token: 'x'.repeat(255), token_type: 'Bearer', expires_in: 3600 }
app.post('/oauth2/token', (_request, response) => {
  response.json(answer)
})
app.get('/{*any}', (_request, response) => {
  response.json(answer)
})
const server = app.listen(0, '127.0.0.1', () =>
  process.stdout.write(`ready ${(server.address() as AddressInfo).port}\n`)
)
