import type { ValidationError } from '@orpc/server'
import type { Issue } from '../../contract'
import { describeIssues, z } from '../../model'

/** What zod found in a record, as the contract shows it: where, and what is accepted. */
export function issuesOf(schema: z.core.$ZodType, error: z.core.$ZodError, input: unknown): Issue[] {
  return describeIssues(schema, error, input)
}

/** The same of a procedure's input. */
export function inputIssuesOf(schema: unknown, { issues, data }: ValidationError): Issue[] {
  if (schema instanceof z.ZodType)
    return issuesOf(schema, new z.core.$ZodRealError(issues as z.core.$ZodIssue[]), data)
  return issues.map(({ message, path = [] }) => ({ message, path: path.map(segmentOf) }))
}

function segmentOf(segment: PropertyKey | { readonly key: PropertyKey }): string | number {
  const key = typeof segment === 'object' ? segment.key : segment
  return typeof key === 'symbol' ? String(key) : key
}
