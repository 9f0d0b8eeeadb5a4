/**
 * The panel's token lab: verifies, signs copies, lists the tokens that passed lately, says what the server knows of its own.
 *
 * It leans on the playground's token lab for everything that is done with a token, on the inspector for those that passed, and on
 * the store. It decides who may see what; nothing here signs with a key of this server.
 */
export { createTokenLabProcedures } from './create-token-lab-procedures'
