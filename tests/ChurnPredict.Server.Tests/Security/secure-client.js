// secure-client.js ADDRESS PROTOS AUTHORITIES [KEY CERTIFICATE]: prints the served model's id, or the status of the refusal.
const fs = require('node:fs');
const grpc = require('@grpc/grpc-js');
const loader = require('@grpc/proto-loader');

const [address, protos, authorities, key, certificate] = process.argv.slice(2);
const definition = loader.loadSync('churnpredict/v1/churn_prediction.proto', { includeDirs: [protos], keepCase: true });
const { ChurnPrediction } = grpc.loadPackageDefinition(definition).churnpredict.v1;
const files = [authorities, key, certificate].map(file => (file ? fs.readFileSync(file) : null));
const client = new ChurnPrediction(address, grpc.credentials.createSsl(...files));
client.GetModel({}, { deadline: Date.now() + 10000 }, (error, model) => {
  console.log(error ? grpc.status[error.code] : model.model_id);
  client.close();
});
