import type { Socket } from 'node:net'

/** Calls back with the bytes of every whole answer, head and body; knows Content-Length and chunked bodies. */
export function readAnswers(socket: Socket, onAnswer: (answer: Buffer) => void): void {
  let pending: Buffer = Buffer.alloc(0)
  socket.on('data', (chunk: Buffer) => {
    pending = pending.length ? Buffer.concat([pending, chunk]) : chunk
    for (;;) {
      const end = endOfAnswer(pending)
      if (end < 0) return
      const answer = pending.subarray(0, end)
      pending = pending.subarray(end)
      onAnswer(answer)
    }
  })
}

/** The status code of an answer. */
export function statusOf(answer: Buffer): number {
  return Number(answer.toString('latin1', 9, 12))
}

function endOfAnswer(bytes: Buffer): number {
  const headersEnd = bytes.indexOf('\r\n\r\n')
  if (headersEnd < 0) return -1
  const headers = bytes.toString('latin1', 0, headersEnd)
  const length = /\r\ncontent-length: *(\d+)/i.exec(headers)
  const bodyStart = headersEnd + 4
  if (length) return bytes.length >= bodyStart + Number(length[1]) ? bodyStart + Number(length[1]) : -1
  const lastChunk = bytes.indexOf('\r\n0\r\n\r\n', headersEnd)
  return lastChunk < 0 ? -1 : lastChunk + 7
}
