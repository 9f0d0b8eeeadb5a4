/**
 * The first page of a fresh desktop app: where the data lies, port, language and theme, and how it begins.
 *
 * It leans on the desktop, server and import stores. It must not know other features. The router shows it, and nothing else, as
 * long as nobody has said how the data folder begins.
 */
export { default as WelcomePage } from './WelcomePage.vue'
