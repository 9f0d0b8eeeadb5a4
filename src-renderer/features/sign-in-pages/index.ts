/**
 * Sign-in pages: how the server presents itself to the person who signs in, and what they may do there, with the real pages
 * beside the form.
 *
 * It leans on the settings and page-preview stores and the kit. It must not know how a page is drawn, nor other features. The
 * router loads its page when it is opened.
 */
export { default as SignInPagesPage } from './SignInPagesPage.vue'
