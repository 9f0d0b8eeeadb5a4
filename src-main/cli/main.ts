#!/usr/bin/env node
/**
 * The command line, on plain Node: no desktop code is reachable from here. One file per command, each loaded when it is called.
 * It leans on the contract, `server.ts` and `config.ts`; it must not know how anything is done.
 */
import { dispatch } from './arguments/dispatch'
import { createTerminal } from './terminal'

void dispatch(process.argv.slice(2), createTerminal()).then((exitCode) => {
  // A pipe takes what was written before the process ends.
  process.stdout.write('', () => process.exit(exitCode))
})
