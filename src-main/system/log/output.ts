/**
 * Writes to a stream of the process. When whoever read it has gone, the text is lost and the process lives on:
 * a server must not die because a terminal was closed.
 */
export function createOutput(stream: NodeJS.WritableStream): (text: string) => void {
  if (!stream.listeners('error').includes(lose)) stream.on('error', lose)
  return (text) => {
    if (stream.writable) stream.write(text)
  }
}

/** Without a listener an error of a stream would end the process. */
function lose(): void {
  // What can't be written can't be reported either.
}
