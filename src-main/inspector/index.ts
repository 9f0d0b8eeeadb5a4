/**
 * The inspector: the latest requests to the protocol endpoints as they passed, in memory, and the figures of all since the start.
 *
 * Recording costs microseconds, since it stands in the path of every token; `reading/` takes apart what is kept once somebody looks,
 * `secrets/` puts dots in the place of what opens something, `story/` says which rule refused. It leans on the model and the contract.
 * It must not know the store, the protocol or Express: whoever answers a request says here what came of it.
 */
export { createInspector, type Inspector } from './create-inspector'
export type { Entry, SeenExchange } from './entry'
export { headerIn, type RawExchange } from './raw-exchange'
export { createTrafficReader, type TrafficReader } from './reading/create-traffic-reader'
export { describeExchange } from './reading/describe-exchange'
export { asHar, asNdjson } from './reading/export-exchanges'
export { readExchange } from './reading/exchange-parts'
export { firstAfter } from './reading/first-after'
export { isFailed } from './reading/match-exchange'
export { seenTokens, type CarriedToken, type SeenToken } from './reading/seen-tokens'
export { rulesFor } from './story/rules-for'
export { tellStory } from './story/tell-story'
