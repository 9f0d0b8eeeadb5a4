/**
 * The shell: what starts the panel and what every page stands in. Router, theme, language, navigation, shortcuts,
 * the command palette, and the question before unsaved changes are left.
 *
 * It leans on everything of the renderer: api, stores, features (loaded when they are opened) and ui. Nothing but
 * main.ts may import it.
 */
export { createPanelApp } from './create-panel-app'
export { startPanel } from './start-panel'
