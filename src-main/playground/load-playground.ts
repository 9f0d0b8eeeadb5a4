import type { Playground } from './create-playground'
import type { PlaygroundDependencies } from './playground-dependencies'

/** Makes the playground, whose code is loaded here and not before: most servers are never played with. */
export async function loadPlayground(dependencies: PlaygroundDependencies): Promise<Playground> {
  const { createPlayground } = await import('./create-playground')
  return createPlayground(dependencies)
}
