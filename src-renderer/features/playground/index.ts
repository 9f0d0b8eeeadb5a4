/**
 * The playground: an OAuth client that a person steers. Choose, see the exact request, send it, take the answer apart.
 *
 * It leans on the playground store, the clients store for the drop-down, and the kit. The request is built and sent by
 * the server process: nothing here knows how a client proves itself. It must not know other features; it sends people
 * to them by address.
 */
export { default as PlaygroundPage } from './PlaygroundPage.vue'
