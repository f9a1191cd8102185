const PRIME = 0x100000001b3n;
const MASK = (1n << 64n) - 1n;

/** The same UUID (version 8) for the same name, so that a calendar knows an event again. No secret. */
export function stableGuid(name: string): string {
  const hex = [0xcbf29ce484222325n, 0x9ae16a3b2f90404fn]
    .map((seed) => fnv(seed, name).toString(16).padStart(16, '0'))
    .join('');
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `a${hex.slice(17, 20)}`,
  ];
  return [...parts, hex.slice(20)].join('-');
}

function fnv(seed: bigint, text: string): bigint {
  let hash = seed;
  for (const byte of new TextEncoder().encode(text)) hash = ((hash ^ BigInt(byte)) * PRIME) & MASK;
  return hash;
}
