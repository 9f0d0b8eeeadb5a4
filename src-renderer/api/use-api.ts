import { inject, type InjectionKey } from 'vue'
import type { Api } from './create-api'

export const apiKey: InjectionKey<Api> = Symbol('api')

/** The api that the application was given. Call it in the setup of a store. */
export function useApi(): Api {
  const api = inject(apiKey)
  if (!api)
    throw new Error('No api was provided: app.provide(apiKey, createApi(link)) comes before the first store')
  return api
}
