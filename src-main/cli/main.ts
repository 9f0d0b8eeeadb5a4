#!/usr/bin/env node
/**
 * The command line, on plain Node: no desktop code is reachable from here. One file per command, each loaded when it is called.
 * It leans on the contract, `server.ts` and `config.ts`; it must not know how anything is done.
 */
import { keepCompiledCode } from '../system'

// Before anything else is loaded, which is why the rest is.
keepCompiledCode(import.meta.dirname)
void import('./run').then(({ run }) => run())
