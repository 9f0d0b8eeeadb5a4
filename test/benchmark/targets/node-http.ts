import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

// The floor of the machine: node:http and a constant answer.
const answer = JSON.stringify({ access_token: 'x'.repeat(255), token_type: 'Bearer', expires_in: 3600 })
const server = createServer((_request, response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': answer.length })
  response.end(answer)
})
server.listen(0, '127.0.0.1', () => process.stdout.write(`ready ${(server.address() as AddressInfo).port}\n`))
