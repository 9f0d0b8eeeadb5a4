/**
 * The whole configuration as one document: taking it in, giving it out, and what a first start begins with.
 *
 * It leans on the model's profile, the store, randomness and the clock. It must not know who asks for it: the panel,
 * the command line and the start of the server all do.
 */
export { importProfile, takeIn, type ImportOutcome } from './import-profile'
export { createImportProgress, type ImportProgress, type ImportSteps } from './import-progress'
export { compareProfile } from './compare-profile'
export { brokenKeys, checkParsedProfile, checkProfile } from './check-profile'
export { exportProfile } from './export-profile'
export { isAsFirstStarted, prepareFirstStart } from './first-start'
export { startOver } from './start-over'
export { createRestorePoint, type RestorePoint } from './way-back/restore-point'
