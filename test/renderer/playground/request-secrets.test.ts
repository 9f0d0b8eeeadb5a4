import { describe, expect, it } from 'vitest'
import { secretsOfRequest } from '../../../src-renderer/stores/playground/request-secrets'

describe('what is hidden of a request', () => {
  it('is a secret in each of its spellings: as it is, form-encoded, and in the Authorization header', () => {
    const parameters = [
      { name: 'client_id', value: 'app', role: 'client_id' as const },
      { name: 'client_secret', value: "it's 50% (more) +1", role: 'client_secret' as const }
    ]
    const headers: [string, string][] = [['Authorization', 'Basic YXBwOnNlY3JldA==']]
    const request = {
      method: 'POST',
      url: 'http://localhost:9000/oauth2/token',
      headers,
      body: '',
      parameters
    }
    expect(secretsOfRequest(request)).toEqual([
      "it's 50% (more) +1",
      'it%27s+50%25+%28more%29+%2B1',
      'YXBwOnNlY3JldA=='
    ])
  })

  it('is nothing where nothing proves the client', () => {
    expect(secretsOfRequest(undefined)).toEqual([])
  })
})
