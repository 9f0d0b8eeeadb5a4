import * as z from 'zod'

// A page's Content-Security-Policy forbids eval, which zod's compiled parsers need; Node has no such limit.
// It must be said before the first schema is made, so it is said in the one module that hands out `z`.
if ('document' in globalThis) z.config({ jitless: true })

export { z }
