/** Custom schemes and the session. */
const { EventEmitter } = require('node:events')

const handlers = new Map()
let ready = false

const protocol = {
  registerSchemesAsPrivileged() {
    if (ready) throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready')
  },
  handle: (scheme, handler) => void handlers.set(scheme, handler),
  unhandle: (scheme) => void handlers.delete(scheme),
  isProtocolHandled: (scheme) => handlers.has(scheme)
}

function createSession() {
  return Object.assign(new EventEmitter(), {
    protocol,
    setPermissionRequestHandler(handler) {
      this.permissionRequestHandler = handler
    },
    setPermissionCheckHandler(handler) {
      this.permissionCheckHandler = handler
    }
  })
}

module.exports = {
  handlers,
  protocol,
  session: { defaultSession: createSession(), fromPartition: createSession },
  becomeReady: () => (ready = true)
}
