import type { ServerResponse } from 'node:http'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { endTogether } from '../../../src-main/http/answers/end-together'

/** Answers whose ends are noted. */
function createAnswers() {
  const ended: string[] = []
  const answer = { end: (body: string) => void ended.push(body) } as unknown as ServerResponse
  return { ended, end: (body: string) => endTogether(answer, body, 'latin1') }
}

it('sends the answers to what arrived together after the last of them was made, in their order', async () => {
  const { ended, end } = createAnswers()
  end('first')
  await Promise.resolve()
  end('second')
  expect(ended).toEqual([])
  await nextTurn()
  expect(ended).toEqual(['first', 'second'])
})

it('lets no answer wait for more than thirty-one others', async () => {
  const { ended, end } = createAnswers()
  const bodies = Array.from({ length: 33 }, (_, number) => String(number))
  bodies.forEach(end)
  expect(ended).toEqual(bodies.slice(0, 32))
  await nextTurn()
  expect(ended).toEqual(bodies)
})
