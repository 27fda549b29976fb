/** Cyclic redundancy checks that Node does not have: CRC32C and CRC64NVME, both reflected. */

/** CRC32C (Castagnoli). @see https://www.rfc-editor.org/rfc/rfc3720#appendix-B.4 */
const polynomial32 = 0x82f63b78;
/** CRC64NVME, the reflected polynomial in two halves. @see https://nvmexpress.org (NVM command set, 64b CRC) */
const polynomial64 = { high: 0x9a6c9329, low: 0xac4bc9b5 } as const;

/** A check that is fed piece by piece. */
export interface Crc {
  update(bytes: Uint8Array): void;
  /** Big-endian. */
  digest(): Buffer;
}

export function crc32c(): Crc {
  const table = table32();
  let crc = 0xffffffff;
  return {
    update: (bytes) => {
      for (const byte of bytes) crc = (crc >>> 8) ^ (table[(crc ^ byte) & 0xff] ?? 0);
    },
    digest: () => {
      const out = Buffer.alloc(4);
      out.writeUInt32BE((crc ^ 0xffffffff) >>> 0);
      return out;
    },
  };
}

export function crc64nvme(): Crc {
  const { highs, lows } = table64();
  let [high, low] = [-1, -1];
  return {
    update: (bytes) => {
      for (const byte of bytes) {
        const at = (low ^ byte) & 0xff;
        low = ((low >>> 8) | (high << 24)) ^ (lows[at] ?? 0);
        high = (high >>> 8) ^ (highs[at] ?? 0);
      }
    },
    digest: () => {
      const out = Buffer.alloc(8);
      out.writeUInt32BE(~high >>> 0, 0);
      out.writeUInt32BE(~low >>> 0, 4);
      return out;
    },
  };
}

function table32(): Int32Array {
  return Int32Array.from({ length: 256 }, (_, byte) => {
    let crc = byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ polynomial32 : crc >>> 1;
    return crc;
  });
}

function table64(): { readonly highs: Int32Array; readonly lows: Int32Array } {
  const [highs, lows] = [new Int32Array(256), new Int32Array(256)];
  for (let byte = 0; byte < 256; byte++) {
    let [high, low] = [0, byte];
    for (let bit = 0; bit < 8; bit++) {
      const isOdd = (low & 1) === 1;
      low = (low >>> 1) | (high << 31);
      high >>>= 1;
      if (!isOdd) continue;
      high ^= polynomial64.high;
      low ^= polynomial64.low;
    }
    highs[byte] = high;
    lows[byte] = low;
  }
  return { highs, lows };
}
