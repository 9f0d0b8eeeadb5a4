import type { Parameter } from '../authentication'

/** The scope that is asked for, where one is named (RFC 6749 §3.3). */
export function scopeParameter(scope: string | undefined): Parameter[] {
  return scope ? [{ name: 'scope', value: scope, role: 'scope' }] : []
}
