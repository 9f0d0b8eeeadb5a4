/**
 * The system: the real clock, randomness, log, password hasher and senders of requests, as the ports describe them.
 *
 * The only room, with the store's files and the listening socket apart, that touches what surrounds the process. It leans on
 * the model, the ports, node's builtins, pino and bcryptjs. It must not know what any of it is used for.
 */
export { createBackground, type Background } from './background'
export { createAdjustableClock, createSystemClock } from './clock'
export { readCertificateFacts, type CertificateFacts } from './certificates/certificate-facts'
export {
  createCertificateKeeper,
  EXPIRY_WARNING,
  type CertificateKeeper
} from './certificates/certificate-keeper'
export { createIssueClientCertificate } from './certificates/client-certificate'
export { createVouchForClient } from './certificates/vouched-certificate'
export { createLocalCertificates } from './certificates/local-certificates'
export { createCollectionFolder } from './collection-folder'
export { createFaultBoard } from './fault-board'
export { keepCompiledCode } from './compiled-code/keep-compiled-code'
export { createLeases } from './leases'
export { LOG_FORMATS, LOG_LEVELS, type LogFormat, type LogLevel } from './log/log'
export { createMachine } from './machine/create-machine'
export { readNotices } from './notices'
export { createOutput } from './log/output'
export { readRuntimeFacts } from './runtime-facts'
export { createSystem, type System } from './system'
export { defaultDataFolder } from './data-folder'
export { authorityOf, certificateNamesOf, createOwnHosts, reachable } from './addresses/own-names'
export { readTlsFiles, requireCertificateFor, type TlsFiles } from './certificates/tls-files'
export { findPortHolder } from './addresses/port-holder'
export { findAnotherCopy } from './addresses/another-copy'
export { findPanelFiles } from './built-files'
