/**
 * Server: where it listens, what it calls itself, its data, the panel in the browser, and what there is to know of the process.
 *
 * It leans on the settings and server stores and the kit. It must not know other features. The router loads its page when it
 * is opened, and the shell the panel of a port that is taken when it is.
 */
export { default as ServerPage } from './ServerPage.vue'
export { default as PortConflict } from './port/PortConflict.vue'
