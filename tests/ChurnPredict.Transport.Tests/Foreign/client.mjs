// The official Node client against the test service: every check prints one line, "ok NAME" or "FAILED NAME: why".
// Usage: node client.mjs HOST:PORT PROTO_FOLDER... [--tls CERTIFICATE.pem] [--long]
import assert from 'node:assert/strict';
import fs from 'node:fs';
import grpc from '@grpc/grpc-js';
import loader from '@grpc/proto-loader';

const argumentsLeft = process.argv.slice(2);
const take = (name, hasValue) => {
  const at = argumentsLeft.indexOf(name);
  return at < 0 ? undefined : argumentsLeft.splice(at, hasValue ? 2 : 1)[hasValue ? 1 : 0];
};
const certificate = take('--tls', true);
const isLong = take('--long', false) !== undefined;
const [address, ...includeDirs] = argumentsLeft;

const definition = loader.loadSync(
  ['transport_test.proto', 'grpc/health/v1/health.proto', 'grpc/reflection/v1/reflection.proto',
    'grpc/reflection/v1alpha/reflection.proto'],
  { includeDirs, keepCase: true, longs: Number, enums: String, defaults: true, oneofs: true });
const root = grpc.loadPackageDefinition(definition);
const credentials = certificate
  ? grpc.credentials.createSsl(fs.readFileSync(certificate))
  : grpc.credentials.createInsecure();
const options = certificate ? { 'grpc.ssl_target_name_override': 'localhost' } : {};
const TestService = root.churnpredict.transport.test.TestService;
const client = new TestService(address, credentials, options);

const call = (method, request, ...rest) => new Promise((resolve, reject) =>
  client[method](request, ...rest, (error, response) => error ? reject(error) : resolve(response)));
const sleep = milliseconds => new Promise(resolve => setTimeout(resolve, milliseconds));
const rejected = async promise => {
  try { await promise; } catch (error) { return error; }
  throw new Error('expected the call to fail');
};
const all = async stream => {
  const messages = [];
  for await (const message of stream) messages.push(message);
  return messages;
};
const collect = callback => new Promise((resolve, reject) =>
  callback((error, response) => error ? reject(error) : resolve(response)));
const write = (stream, message) => stream.write(message) || new Promise(resolve => stream.once('drain', resolve));

const checks = {
  async unary() {
    for (const length of [0, 1, 100_000, 4_000_000]) {
      const response = await call('Unary', { number: length, text: '顧客', payload: Buffer.alloc(length, 7) });
      assert.equal(response.text, '顧客');
      assert.equal(response.payload.length, length);
    }
  },
  async client_stream() {
    const summary = await collect(done => {
      const stream = client.Collect(done);
      for (let number = 1; number <= 1000; number++) stream.write({ number });
      stream.end();
    });
    assert.deepEqual([summary.count, summary.sum], [1000, 500500]);
  },
  async server_stream() {
    const messages = await all(client.Expand({ count: 1000, payload: Buffer.alloc(100) }));
    assert.deepEqual(messages.map(message => message.number), [...Array(1000).keys()]);
  },
  async both_streams() {
    const stream = client.Chat();
    const answers = stream[Symbol.asyncIterator]();
    for (let number = 1; number <= 200; number++) {
      stream.write({ number });
      assert.equal((await answers.next()).value.number, number);
    }
    stream.end();
    assert.equal((await answers.next()).done, true);
  },
  async error_with_details() {
    const detailsBin = Buffer.from([8, 5, 18, 3, 97, 98, 99]);
    const error = await rejected(call('Fail', { code: 5, detail: '100 % 顧客\nnot found', details_bin: detailsBin }));
    assert.equal(error.code, grpc.status.NOT_FOUND);
    assert.equal(error.details, '100 % 顧客\nnot found');
    assert.deepEqual(error.metadata.get('grpc-status-details-bin')[0], detailsBin);
    assert.equal(error.metadata.get('t-reason')[0], 'asked for');
  },
  async handler_exception() {
    const error = await rejected(call('Fail', { throw: true, detail: 'a secret' }));
    assert.equal(error.code, grpc.status.UNKNOWN);
    assert.doesNotMatch(error.details, /secret/);
  },
  async unknown_method() {
    const missing = new grpc.Client(address, credentials, options);
    const error = await rejected(new Promise((resolve, reject) => missing.makeUnaryRequest(
      '/churnpredict.transport.test.TestService/Missing', bytes => bytes, bytes => bytes, Buffer.alloc(0),
      (failure, response) => failure ? reject(failure) : resolve(response))));
    assert.equal(error.code, grpc.status.UNIMPLEMENTED);
  },
  async too_large() {
    const error = await rejected(call('Unary', { payload: Buffer.alloc(5_000_000) }));
    assert.equal(error.code, grpc.status.RESOURCE_EXHAUSTED);
  },
  async deadline() {
    for (const milliseconds of [1, 200]) {
      const error = await rejected(call('Wait', { milliseconds: 600_000 }, { deadline: Date.now() + milliseconds }));
      assert.equal(error.code, grpc.status.DEADLINE_EXCEEDED);
    }
    const seen = await call('Inspect', {}, { deadline: Date.now() + 60_000 });
    assert.ok(seen.has_deadline && seen.milliseconds_left > 0 && seen.milliseconds_left <= 60_000);
  },
  async cancellation() {
    const { cancelled } = await call('GetCounters', {});
    let waiting;
    const ended = rejected(new Promise((resolve, reject) => {
      waiting = client.Wait({ milliseconds: 600_000 }, (error, response) => error ? reject(error) : resolve(response));
    }));
    while ((await call('GetCounters', {})).running === 0) await sleep(20);
    waiting.cancel();
    assert.equal((await ended).code, grpc.status.CANCELLED);
    while ((await call('GetCounters', {})).cancelled <= cancelled) await sleep(20);
  },
  async gzip() {
    const zipping = new TestService(address, credentials, { ...options, 'grpc.default_compression_algorithm': 2 });
    const text = 'あ'.repeat(100_000);
    const response = await collect(done => zipping.Unary({ text }, done));
    assert.equal(response.text, text);
    const stream = zipping.Chat();
    stream.write({ text });
    stream.end();
    assert.equal((await all(stream))[0].text, text);
    zipping.close();
  },
  async metadata_and_trailers() {
    const sent = new grpc.Metadata();
    const bytes = Buffer.from([0, 1, 2, 253, 254, 255]);
    sent.set('x-text', 'some text');
    sent.set('x-data-bin', bytes);
    sent.set('t-text', 'at the end');
    sent.set('t-data-bin', bytes);
    const seen = {};
    const response = await new Promise((resolve, reject) => {
      const inspecting = client.Inspect({}, sent, (error, value) => error ? reject(error) : seen.value = value);
      inspecting.on('metadata', metadata => { seen.headers = metadata; });
      inspecting.on('status', status => { seen.trailers = status.metadata; resolve(seen.value); });
    });
    assert.equal(response.headers['x-text'], 'some text');
    assert.deepEqual(response.binary_headers['x-data-bin'], bytes);
    assert.equal(seen.headers.get('x-text')[0], 'some text');
    assert.deepEqual(seen.headers.get('x-data-bin')[0], bytes);
    assert.equal(seen.trailers.get('t-text')[0], 'at the end');
    assert.deepEqual(seen.trailers.get('t-data-bin')[0], bytes);
  },
  async health() {
    const health = new root.grpc.health.v1.Health(address, credentials, options);
    assert.equal((await collect(done => health.Check({}, done))).status, 'SERVING');
    const unknown = await rejected(collect(done => health.Check({ service: 'no.such' }, done)));
    assert.equal(unknown.code, grpc.status.NOT_FOUND);
    const service = `node-${process.pid}`;
    const watch = health.Watch({ service });
    watch.on('error', () => { });
    const statuses = watch[Symbol.asyncIterator]();
    assert.equal((await statuses.next()).value.status, 'SERVICE_UNKNOWN');
    for (const [number, status] of [[1, 'SERVING'], [2, 'NOT_SERVING']]) {
      await call('SetHealth', { text: service, number });
      assert.equal((await statuses.next()).value.status, status);
    }
    watch.cancel();
    health.close();
  },
  async reflection() {
    for (const version of ['v1', 'v1alpha']) {
      const reflection = new root.grpc.reflection[version].ServerReflection(address, credentials, options);
      const stream = reflection.ServerReflectionInfo();
      stream.write({ list_services: '' });
      stream.write({ file_containing_symbol: 'churnpredict.transport.test.TestService.Chat' });
      stream.write({ file_by_filename: 'transport_test.proto' });
      stream.write({ file_by_filename: 'missing.proto' });
      stream.end();
      const [services, bySymbol, byName, missing] = await all(stream);
      const names = services.list_services_response.service.map(service => service.name);
      assert.ok(names.includes('churnpredict.transport.test.TestService'));
      assert.ok(names.includes('grpc.health.v1.Health'));
      assert.match(bySymbol.file_descriptor_response.file_descriptor_proto[0].toString('latin1'), /transport_test\.proto/);
      assert.deepEqual(byName.file_descriptor_response, bySymbol.file_descriptor_response);
      assert.equal(missing.error_response.error_code, grpc.status.NOT_FOUND);
      reflection.close();
    }
  },
};

const longChecks = {
  async long_stream() {
    const count = 100_000;
    const payload = Buffer.alloc(1000, 1);
    const atStart = await memory();
    let atMost = { own: 0, server: 0 };
    const stream = client.Chat();
    const reading = (async () => {
      let expected = 0;
      for await (const message of stream) {
        assert.equal(message.number, expected++);
        if (expected % 10_000 === 0) {
          const now = await memory();
          atMost = { own: Math.max(atMost.own, now.own), server: Math.max(atMost.server, now.server) };
        }
      }
      assert.equal(expected, count);
    })();
    for (let number = 0; number < count; number++) await write(stream, { number, payload });
    stream.end();
    await reading;
    assert.ok(atMost.server - atStart.server < 64e6, `server grew by ${atMost.server - atStart.server} bytes`);
    assert.ok(atMost.own - atStart.own < 200e6, `client grew by ${atMost.own - atStart.own} bytes`);
  },
};

// On a connection of its own: the stream that is measured may have used up the window of the other one.
async function memory() {
  memory.client ??= new TestService(address, credentials, { ...options, 'grpc.use_local_subchannel_pool': 1 });
  const counters = await collect(done => memory.client.GetCounters({}, done));
  return { own: process.memoryUsage().rss, server: counters.memory };
}

for (const [name, check] of Object.entries({ ...checks, ...(isLong ? longChecks : {}) })) {
  try {
    await check();
    console.log(`ok ${name}`);
  } catch (error) {
    console.log(`FAILED ${name}: ${String(error.stack ?? error).replaceAll('\n', ' ')}`);
  }
}
client.close();
memory.client?.close();
