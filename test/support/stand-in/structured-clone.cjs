/**
 * Structured clone as text, and back. It runs on both sides, and goes into the page as source, so it is one function that
 * stands alone. A real structuredClone comes first: what Electron refuses is refused here too.
 */
exports.createCodec = function createCodec() {
  const views = {
    Int8Array,
    Uint8Array,
    Uint8ClampedArray,
    Int16Array,
    Uint16Array,
    Int32Array,
    Uint32Array,
    Float32Array,
    Float64Array,
    BigInt64Array,
    BigUint64Array
  }
  const errors = { TypeError, RangeError, SyntaxError }

  function encode(value) {
    const numbers = new Map()
    const write = (x) => {
      if (x === null || typeof x === 'string' || typeof x === 'boolean') return x
      if (x === undefined) return { is: 'undefined' }
      if (typeof x === 'bigint') return { is: 'bigint', of: String(x) }
      if (typeof x === 'number')
        return Number.isFinite(x) && !Object.is(x, -0)
          ? x
          : { is: 'number', of: Object.is(x, -0) ? '-0' : String(x) }
      if (numbers.has(x)) return { is: 'seen', of: numbers.get(x) }
      numbers.set(x, numbers.size)
      return writeObject(x)
    }
    const writeObject = (x) => {
      if (Array.isArray(x)) return { is: 'array', of: Array.from(x, write) }
      if (x instanceof Date) return { is: 'date', of: x.getTime() }
      if (x instanceof RegExp) return { is: 'pattern', of: [x.source, x.flags] }
      if (x instanceof Map) return { is: 'map', of: [...x].map(([key, y]) => [write(key), write(y)]) }
      if (x instanceof Set) return { is: 'set', of: [...x].map(write) }
      if (x instanceof ArrayBuffer) return { is: 'buffer', of: [...new Uint8Array(x)] }
      if (ArrayBuffer.isView(x)) {
        const bytes = new Uint8Array(x.buffer, x.byteOffset, x.byteLength)
        return {
          is: 'view',
          name: views[x.constructor.name] ? x.constructor.name : 'Uint8Array',
          of: [...bytes]
        }
      }
      if (x instanceof Error) return { is: 'error', of: [x.name, x.message, x.stack] }
      return { is: 'object', of: Object.entries(x).map(([key, y]) => [key, write(y)]) }
    }
    return JSON.stringify(write(structuredClone(value)))
  }

  function decode(text) {
    const seen = []
    const keep = (object) => {
      seen.push(object)
      return object
    }
    const read = (x) => (x === null || typeof x !== 'object' ? x : readers[x.is](x.of, x))
    const readers = {
      undefined: () => undefined,
      bigint: (of) => BigInt(of),
      number: (of) => Number(of),
      seen: (of) => seen[of],
      date: (of) => keep(new Date(of)),
      pattern: ([source, flags]) => keep(new RegExp(source, flags)),
      buffer: (of) => keep(new Uint8Array(of).buffer),
      view: (of, { name }) => keep(new views[name](new Uint8Array(of).buffer)),
      array: (of) => {
        const array = keep([])
        for (const y of of) array.push(read(y))
        return array
      },
      map: (of) => {
        const map = keep(new Map())
        for (const [key, y] of of) map.set(read(key), read(y))
        return map
      },
      set: (of) => {
        const set = keep(new Set())
        for (const y of of) set.add(read(y))
        return set
      },
      error: ([name, message, stack]) =>
        Object.assign(keep(new (errors[name] ?? Error)(message)), { name, stack }),
      object: (of) => {
        const object = keep({})
        for (const [key, y] of of) object[key] = read(y)
        return object
      }
    }
    return read(JSON.parse(text))
  }

  return { encode, decode }
}
