/** A profile that was exported without secrets is tried with new ones, as the panel takes it in with new ones. */
import { randomInt } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const METHODS_WITH_SECRET = [undefined, 'client_secret_basic', 'client_secret_post', 'client_secret_jwt']
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
const SECRET_LENGTH = 50
/** HS512 wants as many bytes as it gives (RFC 7518 §3.2). */
const HS512_SECRET_LENGTH = 64

/**
 * The file to try in the place of `file`, in `folder`, with the document that it came from. What is no profile at all is tried as it
 * is, and refused by name.
 */
export async function makeTrialFile(file, folder) {
  const document = await readDocument(file)
  const clients = document?.clients
  if (!Array.isArray(clients) || !clients.some(lacksSecret)) return { trial: file, document }
  const complete = clients.map((client) =>
    lacksSecret(client) ? { ...client, client_secret: makeSecret(client) } : client
  )
  const trial = join(folder, 'trial.json')
  writeFileSync(trial, JSON.stringify({ ...document, clients: complete }))
  return { trial, document }
}

async function readDocument(file) {
  const { parse } = await import('yaml')
  try {
    return parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}

function lacksSecret(client) {
  const { client_secret, token_endpoint_auth_method: method } = client ?? {}
  return client_secret === undefined && METHODS_WITH_SECRET.includes(method)
}

function makeSecret({ token_endpoint_auth_signing_alg: alg }) {
  const length = alg === 'HS512' ? HS512_SECRET_LENGTH : SECRET_LENGTH
  return Array.from({ length }, () => LETTERS[randomInt(LETTERS.length)]).join('')
}
