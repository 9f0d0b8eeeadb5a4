/**
 * Runs in the page before everything else: gives the preload its `electron`, and the page what the preload exposes. It goes
 * in as source, so it is one function that stands alone.
 */
exports.runPreload = function runPreload(preload, createCodec, platform) {
  // A preload runs in the main frame alone (nodeIntegrationInSubFrames is off).
  if (window.top !== window) return
  const { encode, decode } = createCodec()
  const call = window.__standIn
  delete window.__standIn
  const listeners = new Map()

  const message = (kind, channel, values) => call(JSON.stringify({ kind, channel, values: encode(values) }))
  const ipcRenderer = {
    async invoke(channel, ...values) {
      const answer = decode(await message('invoke', channel, values))
      if (answer.ok) return answer.value
      throw new Error(`Error invoking remote method '${channel}': ${answer.error}`)
    },
    send: (channel, ...values) => void message('send', channel, values),
    on(channel, listener) {
      listeners.set(channel, [...(listeners.get(channel) ?? []), listener])
      return ipcRenderer
    },
    removeListener(channel, listener) {
      const left = (listeners.get(channel) ?? []).filter((other) => other !== listener)
      listeners.set(channel, left)
      return ipcRenderer
    }
  }
  Object.defineProperty(window, '__standInReceive', {
    value: (channel, values) => {
      for (const listener of listeners.get(channel) ?? [])
        listener({ sender: ipcRenderer }, ...decode(values))
    }
  })

  /** What crosses the context bridge is copied and frozen, and functions become proxies. */
  const across = (value) => {
    if (typeof value === 'function') return (...values) => across(value(...values.map(across)))
    if (typeof value === 'symbol') throw new Error('symbols cannot cross the context bridge')
    if (value === null || typeof value !== 'object') return value
    if (value instanceof Promise) return value.then(across)
    if (Array.isArray(value)) return Object.freeze(value.map(across))
    if (Object.getPrototypeOf(value) !== Object.prototype) return structuredClone(value)
    return Object.freeze(Object.fromEntries(Object.entries(value).map(([key, x]) => [key, across(x)])))
  }
  const contextBridge = {
    exposeInMainWorld(name, value) {
      if (Object.hasOwn(window, name))
        throw new Error('Cannot bind an API on top of an existing property on the window object')
      Object.defineProperty(window, name, { value: across(value), enumerable: true })
    }
  }

  /** As under `sandbox: true`: electron and nothing else. */
  const require = (name) => {
    if (name === 'electron') return { contextBridge, ipcRenderer }
    throw new Error(`module not found: ${name}`)
  }
  const module = { exports: {} }
  try {
    preload(require, module, module.exports, {
      type: 'renderer',
      sandboxed: true,
      platform,
      env: {},
      argv: []
    })
  } catch (error) {
    console.error('Unable to load the preload script', error)
  }
}
