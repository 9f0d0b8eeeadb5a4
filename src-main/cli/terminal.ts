import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { createOutput } from '../system'
import type { Terminal } from './arguments/command'

/** The terminal, or whatever else the standard streams are connected to. */
export function createTerminal(): Terminal {
  const out = createOutput(process.stdout)
  const err = createOutput(process.stderr)
  const readInput = () => text(process.stdin)
  return {
    print: (line) => out(`${line}\n`),
    note: (line) => err(`${line}\n`),
    readInput,
    async readSecret(prompt) {
      if (!process.stdin.isTTY) return (await readInput()).replace(/\r?\n$/, '')
      err(prompt)
      const secret = await readHidden()
      err('\n')
      return secret
    }
  }
}

/** One typed line, of which nothing is shown. */
function readHidden(): Promise<string> {
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
  const lines = createInterface({ input: process.stdin, output: nowhere, terminal: true })
  return new Promise((resolve) => {
    lines.once('line', (line) => {
      lines.close()
      resolve(line)
    })
    lines.once('close', () => resolve(''))
  })
}
