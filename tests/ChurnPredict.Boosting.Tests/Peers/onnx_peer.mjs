// Runs exported models in onnxruntime.
// usage: node onnx_peer.mjs DIR NAME ...    scores NAME.rows (little-endian float32, row-major) with NAME.onnx into NAME.predictions
import { readFileSync, writeFileSync } from 'node:fs';
import { InferenceSession, Tensor } from 'onnxruntime-node';

const [folder, ...names] = process.argv.slice(2);
for (const name of names) {
  const session = await InferenceSession.create(`${folder}/${name}.onnx`, { intraOpNumThreads: 1, interOpNumThreads: 1 });
  const width = Number(session.inputMetadata[0].shape[1]);
  const bytes = readFileSync(`${folder}/${name}.rows`);
  const rows = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4);
  const { prediction } = await session.run({ features: new Tensor('float32', rows, [rows.length / width, width]) });
  writeFileSync(`${folder}/${name}.predictions`, new Uint8Array(prediction.data.buffer, prediction.data.byteOffset, prediction.data.byteLength));
}
