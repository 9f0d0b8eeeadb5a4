/**
 * App settings: how the panel looks to this person, what keys it knows, and the configuration as a file, out and in.
 *
 * It leans on the preferences and the profile store. It must not know other features. The router loads its page when it is opened.
 */
export { default as PreferencesPage } from './PreferencesPage.vue'
