/** What the palette needs of the documentation, without its page: it is loaded when somebody types. */
export { loadTopics } from './load-topics'
export { searchTopics } from './search-topics'
