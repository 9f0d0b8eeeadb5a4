import { createMemoryStore } from '../../src-main/store'
import { describeStore } from './conformance'

describeStore('memory', async (clock) => {
  const store = createMemoryStore({ clock })
  return { store, dispose: () => store.close() }
})
