/**
 * App settings: how the panel looks to this person, what the desktop app does, and the configuration as a file, out and in, and
 * as what a preconfigured installer is made of.
 *
 * It leans on the preferences and the desktop, profile and import stores. It must not know other features. The router loads its page when it is opened.
 */
export { default as PreferencesPage } from './PreferencesPage.vue'
