import type { Panel, PanelDependencies } from './create-panel'

/** Makes the panel, whose code and contract are loaded here and not before: a server that nobody manages does without them. */
export async function loadPanel(dependencies: PanelDependencies): Promise<Panel> {
  const { createPanel } = await import('./create-panel')
  return createPanel(dependencies)
}
