/** Characters of an id that the record keeps. */
const MOST = 255

/** The client that a request says it comes from, so that a refusal that comes before it was looked up can be told with it. */
export function claimedClient(parameters: string): string | undefined {
  const [, claimed] = /(?:^|&)client_id=([^&]+)/.exec(parameters) ?? []
  if (claimed === undefined) return undefined
  try {
    return decodeURIComponent(claimed.replaceAll('+', ' ')).slice(0, MOST)
  } catch {
    return undefined
  }
}
