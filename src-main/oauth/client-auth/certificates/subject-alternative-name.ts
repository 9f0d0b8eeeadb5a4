/** RFC 4343: names don't differ by case. */
export function isSameDns(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}

/** RFC 5321 §2.4: the case of the mailbox counts, that of its host doesn't. */
export function isSameEmail(one: string, other: string): boolean {
  const [mailbox, host] = halves(one)
  const [otherMailbox, otherHost] = halves(other)
  return mailbox === otherMailbox && isSameDns(host, otherHost)
}

function halves(email: string): [mailbox: string, host: string] {
  const at = email.lastIndexOf('@')
  return [email.slice(0, at + 1), email.slice(at + 1)]
}

/** RFC 8705 §2.1.2: an address in any of its spellings (RFC 5952 for IPv6). */
export function isSameIp(one: string, other: string): boolean {
  const address = normalIp(one)
  return address !== undefined && address === normalIp(other)
}

function normalIp(address: string): string | undefined {
  if (/^\d{1,3}(\.\d{1,3}){3}$/.test(address)) return address
  const url = `http://[${address}]/`
  return /^[0-9a-f:.]+$/i.test(address) && URL.canParse(url) ? new URL(url).hostname : undefined
}
