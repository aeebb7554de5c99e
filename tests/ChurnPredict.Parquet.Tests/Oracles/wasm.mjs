import { createRequire } from 'node:module';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as canonical from './canonical.mjs';

const wasm = createRequire(import.meta.url)('parquet-wasm');
const { Compression, Encoding, WriterPropertiesBuilder, WriterVersion } = wasm;
const codecs = ['UNCOMPRESSED', 'SNAPPY', 'GZIP', 'BROTLI', 'ZSTD', 'LZ4_RAW'].filter(name => Compression[name] !== undefined);
const encodings = {
  integer: ['PLAIN', 'DELTA_BINARY_PACKED', 'BYTE_STREAM_SPLIT'],
  float: ['PLAIN', 'BYTE_STREAM_SPLIT'],
  text: ['PLAIN', 'DELTA_LENGTH_BYTE_ARRAY', 'DELTA_BYTE_ARRAY'],
};
const groups = {
  integer: ['small', 'id', 'huge', 'price', 'total', 'day', 'at', 'at_utc', 'at_nanos', 'clock', 'clock_micros'],
  float: ['ratio', 'amount'],
  text: ['country', 'note', 'token'],
};

// Reads every file with arrow-rs and writes it again in some other way; the rows must stay the same.
export function rewrite(folder, copies, seed) {
  const random = canonical.randomFrom(seed);
  const pick = list => list[random(list.length)];
  for (const file of readdirSync(folder).filter(name => name.endsWith('.parquet') && !name.includes('rewritten'))) {
    const source = readFileSync(join(folder, file));
    for (let copy = 0; copy < copies; copy++) {
      let builder = new WriterPropertiesBuilder()
        .setCompression(Compression[pick(codecs)])
        .setWriterVersion(random(2) === 0 ? WriterVersion.V1 : WriterVersion.V2)
        .setDataPageSizeLimit(pick([200, 5000, 1 << 20]))
        .setMaxRowGroupSize(pick([100, 1000, 1 << 20]))
        .setWriteBatchSize(64)
        .setDictionaryPageSizeLimit(pick([100, 1 << 20]))
        .setDictionaryEnabled(random(3) === 0);
      for (const [kind, names] of Object.entries(groups)) {
        for (const name of names) builder = builder.setColumnEncoding(name, Encoding[pick(encodings[kind])]);
      }
      writeFileSync(join(folder, file.replace('.parquet', `.rewritten-${copy}.parquet`)), wasm.writeParquet(wasm.readParquet(source), builder.build()));
    }
  }
}
