/**
 * Collections of saved requests: kept as plain JSON, run one request after the other, judged, and reported.
 *
 * They lean on the contract for the shape of a file, on a port for where files lie, and on the engine's `runAll`. They must not
 * know who may see which; `panel` decides that.
 */
export {
  createCollectionShelf,
  listed,
  readCollection,
  type CollectionShelf,
  type FoundCollection
} from './collection-shelf'
export { junitReport } from './junit-report'
export { createCollectionRunner, type CollectionOrder, type CollectionRunner } from './run-collection'
export { sampleProfileFor } from './shipped'
