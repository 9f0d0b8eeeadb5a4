/** A request that shows how a client asks for a token; id and secret are the reader's to fill in. */
export function sampleCurl(tokenEndpoint: string): string {
  return `curl ${tokenEndpoint} \\\n  -u CLIENT_ID:CLIENT_SECRET \\\n  -d grant_type=client_credentials`
}
