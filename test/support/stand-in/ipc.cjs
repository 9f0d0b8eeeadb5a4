/** The main process's end of the messages. */
const { EventEmitter } = require('node:events')
const { createCodec } = require('./structured-clone.cjs')

const { encode, decode } = createCodec()
const handlers = new Map()
const ipcMain = Object.assign(new EventEmitter(), {
  handle(channel, handler) {
    if (handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`)
    handlers.set(channel, handler)
  },
  removeHandler: (channel) => void handlers.delete(channel)
})

/** Takes one message of a page; resolves to the answer in the form that the page decodes. */
async function receive(event, message) {
  const { kind, channel, values } = JSON.parse(message)
  if (kind === 'send') {
    ipcMain.emit(channel, event, ...decode(values))
    return ''
  }
  try {
    const handler = handlers.get(channel)
    if (!handler) throw new Error(`No handler registered for '${channel}'`)
    return encode({ ok: true, value: await handler(event, ...decode(values)) })
  } catch (error) {
    return encode({ ok: false, error: String(error) })
  }
}

module.exports = { ipcMain, receive, encode }
