/** Whether an address is of the web: another scheme would start whatever program has claimed it. */
export function isWebAddress(address: string): boolean {
  if (!URL.canParse(address)) return false
  const { protocol } = new URL(address)
  return protocol === 'https:' || protocol === 'http:'
}
