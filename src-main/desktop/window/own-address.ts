/**
 * Tells whether an address is one of the panel's: of its scheme, host and port. Comparing the beginning of the text would take
 * `http://localhost:51730` or `http://localhost:5173@elsewhere.test` for `http://localhost:5173`.
 */
export function createOwnAddress(panelAddress: string): (address: string) => boolean {
  const own = new URL(panelAddress)
  return (address) => {
    if (!URL.canParse(address)) return false
    const { protocol, host } = new URL(address)
    return protocol === own.protocol && host === own.host
  }
}
