/**
 * About: what this is, its licence, and those of everything that it carries.
 *
 * It leans on the notices store and the kit. It must not know other features. The router loads its page when it is opened.
 */
export { default as AboutPage } from './AboutPage.vue'
