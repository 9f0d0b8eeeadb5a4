/**
 * Documentation: a page for every topic, offline, searchable, with examples filled in for a client of the reader's.
 *
 * The pages are Markdown under resources/documentation, a folder for each language; topics.json says their order. It leans on
 * the clients and server stores and the kit. It must not know other features. The router loads its page when it is opened.
 */
export { default as DocumentationPage } from './DocumentationPage.vue'
