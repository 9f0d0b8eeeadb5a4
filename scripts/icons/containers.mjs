/** The two containers of icons, written by hand: both are a table of PNG files. */

/** A Windows icon: a header of 6 bytes, an entry of 16 per picture, then the pictures. */
export function packIco(pictures, sizes) {
  const header = Buffer.alloc(6)
  header.writeUInt16LE(1, 2)
  header.writeUInt16LE(sizes.length, 4)
  let offset = 6 + 16 * sizes.length
  const entries = sizes.map((size) => {
    const entry = Buffer.alloc(16)
    // 0 stands for 256.
    entry.writeUInt8(size % 256, 0)
    entry.writeUInt8(size % 256, 1)
    entry.writeUInt16LE(1, 4)
    entry.writeUInt16LE(32, 6)
    entry.writeUInt32LE(pictures.get(size).length, 8)
    entry.writeUInt32LE(offset, 12)
    offset += pictures.get(size).length
    return entry
  })
  return Buffer.concat([header, ...entries, ...sizes.map((size) => pictures.get(size))])
}

/** The types of an Apple icon that may hold a PNG, with the size of each. */
const ICNS_TYPES = {
  icp4: 16,
  icp5: 32,
  icp6: 64,
  ic07: 128,
  ic08: 256,
  ic09: 512,
  ic10: 1024,
  ic11: 32,
  ic12: 64,
  ic13: 256,
  ic14: 512
}

/** An Apple icon: each picture behind its type and its length. */
export function packIcns(pictures) {
  const parts = Object.entries(ICNS_TYPES).map(([type, size]) => chunk(type, pictures.get(size)))
  return chunk('icns', Buffer.concat(parts))
}

function chunk(type, content) {
  const head = Buffer.alloc(8)
  head.write(type, 0, 'ascii')
  head.writeUInt32BE(content.length + 8, 4)
  return Buffer.concat([head, content])
}
