/**
 * What every host of the server does alike, the command line and the desktop app: read a profile from a file, write one, and
 * turn a failure into words and an exit code.
 *
 * It leans on the contract, on `config.ts` and on the yaml package. It must not know the server, nor which of the hosts it
 * serves.
 */
export { EXIT_CODES, type ExitCode } from './exit-codes'
export { describeFailure } from './failure'
export { readProfile, unusableProfile, writeProfile } from './profile-file'
