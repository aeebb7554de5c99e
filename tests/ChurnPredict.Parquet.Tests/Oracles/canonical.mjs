// One text a value, the same as the tests make of theirs: integers and times in decimal (microseconds, but nanoseconds where the
// type has them), floats as their bits, texts and bytes as hexadecimal, null as null.
const view = new DataView(new ArrayBuffer(8));

export function double(value) {
  view.setFloat64(0, value);
  return view.getBigUint64(0).toString(16).toUpperCase().padStart(16, '0');
}

export function float(value) {
  view.setFloat32(0, value);
  return view.getUint32(0).toString(16).toUpperCase().padStart(8, '0');
}

export const bytes = value => Buffer.from(value).toString('hex').toUpperCase();

export const optional = canonical => value => (value === null || value === undefined ? null : canonical(value));

// A small generator of our own: the same seed gives the same tables in every version of Node.
export function randomFrom(seed) {
  let state = BigInt(seed) * 0x9E3779B97F4A7C15n + 1n;
  return limit => {
    state = (state * 6364136223846793005n + 1442695040888963407n) & 0xFFFFFFFFFFFFFFFFn;
    return Number((state >> 33n) % BigInt(limit));
  };
}
