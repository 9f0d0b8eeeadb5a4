import { answerText } from '../answers/answer'
import type { Gate } from '../gates'
import { countHeader } from '../request-head'

/**
 * Lets in only what is addressed to this server by one of its own names, against DNS rebinding: a page of a foreign name that
 * resolves to this machine still sends that name. The port is not compared, since it may be mapped on the way here.
 */
export function createHostCheck(ownHosts: () => readonly string[]): Gate {
  // Nearly every request says the same name, which is looked up once for as long as the names stay.
  let known: { host?: string; own?: readonly string[] } = {}

  function isKnown(host: string): boolean {
    const own = ownHosts()
    if (known.host === host && known.own === own) return true
    if (!isOwn(host, own)) return false
    known = { host, own }
    return true
  }

  return (request, response) => {
    const { host } = request.headers
    // RFC 9112 §3.2: more than one, none, or a target that names another host is a bad request.
    if (host === undefined || countHeader(request, 'host') !== 1 || !isOriginForm(request.url))
      answerText(response, 400, 'The request must name this server once, in the Host header.')
    else if (!isKnown(host))
      // RFC 9110 §15.5.20
      answerText(
        response,
        421,
        `This server answers to ${shortened(ownHosts())} only. Open it by one of these names.`
      )
    else return false
    return true
  }
}

/** A machine may have dozens of addresses: the loopback names, and what it calls itself, which comes last, will do. */
function shortened(own: readonly string[]): string {
  if (own.length <= 4) return own.join(', ')
  return `${[...own.slice(0, 3), own.at(-1)].join(', ')} and its other addresses`
}

function isOwn(host: string, own: readonly string[]): boolean {
  const name = nameOf(host)
  return own.some((candidate) => nameOf(candidate) === name)
}

/** The name in an authority: without a port, in small letters; an IPv6 address keeps its brackets. */
function nameOf(authority: string): string {
  return authority.replace(/:\d*$/, '').toLowerCase()
}

/** RFC 9112 §3.2.1: a path, as opposed to a whole URL (§3.2.2), which would be another place to name a host. */
function isOriginForm(target: string | undefined): boolean {
  return target !== undefined && target.startsWith('/')
}
