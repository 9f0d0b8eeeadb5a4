/** Whether it is http on the loopback interface (RFC 8252 §7.3 and §8.3). */
export function isLoopbackUrl({ protocol, hostname }: URL): boolean {
  return (
    protocol === 'http:' &&
    (hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname))
  )
}
