/**
 * The server as a library, for test runners: `import { startServer } from 'friendly-oauth2-server'`.
 *
 * A third host beside the desktop app and the command line. It leans on the contract, the system, `host` for profiles, `server.ts` and
 * `config.ts`. It must not know the test runner, nor write to the terminal beyond the log.
 */
export { UsageError } from '../config'
export { startServer } from './start-server'
export type {
  AdminProcedure,
  ProfileRecords,
  ProfileSections,
  ServerForTests,
  StartOptions
} from './server-for-tests'
