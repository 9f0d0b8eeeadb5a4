/** The lock of the single instance: a socket named after the data folder, over which a second start hands its arguments. */
const { spawnSync } = require('node:child_process')
const { createHash } = require('node:crypto')
const fs = require('node:fs')
const net = require('node:net')
const os = require('node:os')
const path = require('node:path')

/** Runs in a process of its own, since the answer is needed at once: hands over and exits 0 when somebody listened. */
const HAND_OVER = `
  const [socket, message] = process.argv.slice(1)
  const connection = require('node:net').connect(socket, () => connection.end(message))
  connection.on('error', () => process.exit(1))
  connection.on('close', () => process.exit(0))
`

let letGo = () => undefined

/** Lets another start be the first one. */
exports.release = () => letGo()

/** Whether this is the first instance; `onSecond(argv, folder)` is called for every later one. */
exports.acquire = (folder, onSecond) => {
  const name = `friendly-oauth2-desktop-${createHash('sha256').update(folder).digest('hex').slice(0, 16)}`
  const socket =
    process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : path.join(os.tmpdir(), `${name}.sock`)
  const message = JSON.stringify({ argv: process.argv, folder: process.cwd() })
  if (spawnSync(process.execPath, ['-e', HAND_OVER, socket, message]).status === 0) return false
  fs.rmSync(socket, { force: true })
  const server = net.createServer((connection) => {
    const chunks = []
    connection.on('data', (chunk) => chunks.push(chunk))
    connection.on('end', () => {
      const { argv, folder: workingFolder } = JSON.parse(Buffer.concat(chunks).toString())
      onSecond(argv, workingFolder)
    })
  })
  server.listen(socket).unref()
  letGo = () => {
    server.close()
    fs.rmSync(socket, { force: true })
  }
  process.on('exit', letGo)
  return true
}
