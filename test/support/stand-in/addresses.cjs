/** Chromium navigates to no scheme that it doesn't know, so `app://host/x` is `https://host.app.standin/x` in there. */
const { handlers } = require('./protocol.cjs')

const CUSTOM = /^([a-z][a-z0-9+.-]*):\/\/([^/]+)/
const INSIDE = /^https:\/\/([^/]+)\.([^./]+)\.standin/

exports.toBrowser = (address) =>
  address.replace(CUSTOM, (whole, scheme, host) =>
    handlers.has(scheme) ? `https://${host}.${scheme}.standin` : whole
  )

exports.fromBrowser = (address) => address.replace(INSIDE, (_whole, host, scheme) => `${scheme}://${host}`)
