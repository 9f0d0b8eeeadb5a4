/**
 * The system: the real clock, randomness, log, password hasher and senders of requests, as the ports describe them.
 *
 * The only room, with the store's files and the listening socket apart, that touches what surrounds the process. It leans on
 * the model, the ports, node's builtins, pino and bcryptjs. It must not know what any of it is used for.
 */
export { createAdjustableClock, createSystemClock } from './clock'
export { readCertificateFacts } from './certificate-facts'
export { LOG_FORMATS, LOG_LEVELS, type LogFormat, type LogLevel } from './log/log'
export { readNotices } from './notices'
export { createOutput } from './log/output'
export { readRuntimeFacts } from './runtime-facts'
export { createSystem, type System } from './system'
export { defaultDataFolder } from './data-folder'
export { authorityOf, ownNamesOf } from './own-names'
export { readTlsFiles, requireCertificateFor, type TlsFiles } from './tls-files'
export { findPortHolder } from './port-holder'
export { findRendererFolder } from './renderer-folder'
