import { UsageError } from '../../config'

/** The one operand that a command takes. Throws UsageError when there is none, or more than one. */
export function requireOperand(operands: readonly string[], name: string): string {
  const [operand, ...more] = operands
  if (operand === undefined) throw new UsageError(`${name} is missing`)
  refuseOperands(more)
  return operand
}

/** Throws UsageError for an operand where none is taken. */
export function refuseOperands(operands: readonly string[]): void {
  if (operands.length > 0) throw new UsageError(`${JSON.stringify(operands[0])} is one word too many`)
}
