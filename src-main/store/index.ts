/**
 * The stores: where everything that the server remembers is kept, behind the `Store` port.
 *
 * `engine/` holds records in memory, with indexes, lists and expiry; the memory store is nothing more than that, and
 * `json-file/` makes it durable: lowdb for the configuration, a journal with snapshots for the state. `postgres/` keeps the
 * configuration in memory too, in step with a database, and leaves the state there, for any number of servers.
 * The room leans on ports, model, lowdb, pg and the file system. It must not know the protocol, the panel or HTTP, nor ask
 * anybody but the clock port what time it is. Every store passes the suite in test/store/conformance.ts.
 */
export { copyStore, type CopiedCounts } from './copy-store'
export { createCollectionRecords } from './saved-collections'
export { createMemoryStore } from './memory-store'
export { lookIntoFolder, type FolderContent } from './json-file/folder/look-into-folder'
export { findUsableBackup, setAside, type DamagedPart, type UsableBackup } from './json-file/recovery'
export { openJsonFileStore, type JsonFileStoreOptions } from './json-file/open-json-file-store'
export { lookIntoDatabase, openPostgresStore, type DatabaseContent } from './postgres'
