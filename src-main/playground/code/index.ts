/**
 * Requests as code: six languages and four libraries, and the way back from a curl command to a draft.
 *
 * It leans on the engine's plans for what a request is made of. A language is one file in `languages/`, a library one in
 * `recipes/`. It must not send anything.
 */
export { createCodeWriter, type CodeOrder, type CodeWriter } from './create-code-writer'
export { draftOfCurl } from './curl/draft-of-curl'
