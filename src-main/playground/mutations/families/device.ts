import type { Mutation } from '../mutation'

/** RFC 8628 §3.5: nobody has answered yet. */
export const deviceTooEarly: Mutation = {
  run: async ({ authorize, exchange }) => exchange(await authorize())
}

/** Two polls within the interval. */
export const deviceTooFast: Mutation = {
  run: async ({ authorize, exchange }) => {
    const run = await authorize()
    await exchange(run)
    return exchange(run)
  }
}

export const deviceDenied: Mutation = {
  run: async ({ authorize, decide, exchange }) => {
    const run = await authorize()
    await decide(run, 'deny')
    return exchange(run)
  }
}

export const deviceExpired: Mutation = {
  run: async ({ authorize, exchange, outlive }) => {
    const run = await authorize()
    await outlive('device_code')
    return exchange(run)
  }
}
