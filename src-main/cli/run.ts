import { dispatch } from './arguments/dispatch'
import { createTerminal } from './terminal'

/** Runs the command line that this process was started with, and ends it. */
export async function run(): Promise<never> {
  const exitCode = await dispatch(process.argv.slice(2), createTerminal())
  // A pipe takes what was written before the process ends.
  await new Promise<void>((written) => process.stdout.write('', () => written()))
  process.exit(exitCode)
}
