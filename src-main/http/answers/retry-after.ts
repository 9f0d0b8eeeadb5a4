/** Seconds after which it is worth to come again to a server that can't answer now, as the header Retry-After tells them (RFC 9110 §10.2.3). */
export const RETRY_AFTER = '5'
