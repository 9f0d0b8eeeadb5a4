import type { Response } from 'express'

/** What every answer of the panel carries, whatever it is. */
export function setPanelHeaders(response: Response): void {
  response.setHeader('X-Content-Type-Options', 'nosniff')
  response.setHeader('Referrer-Policy', 'no-referrer')
  response.setHeader('X-Frame-Options', 'DENY')
  response.setHeader('Cross-Origin-Resource-Policy', 'same-origin')
}

/** The same for calls: what they answer is nobody's but the caller's, and never kept. */
export function setCallHeaders(response: Response): void {
  setPanelHeaders(response)
  response.setHeader('Cache-Control', 'no-store')
  response.setHeader('Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'")
}
