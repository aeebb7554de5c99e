const path = require('node:path');
const grpc = require('@grpc/grpc-js');
const loader = require('@grpc/proto-loader');

const protos = path.join(__dirname, '../../../protos');
const definition = loader.loadSync('churnpredict/v1/churn_prediction.proto',
  { includeDirs: [protos], keepCase: true, enums: String, longs: Number, arrays: true });
const { ChurnPrediction } = grpc.loadPackageDefinition(definition).churnpredict.v1;

const [address, customerId] = process.argv.slice(2);
const client = new ChurnPrediction(address, grpc.credentials.createInsecure());
client.ScoreCustomer({ customer_id: customerId, language: 'en' }, { deadline: Date.now() + 10_000 }, (error, score) => {
  if (error) {
    console.error(`${grpc.status[error.code]}: ${error.details}`);
    process.exitCode = 1;
  } else {
    console.log(score.customer_id, score.status, score.churn_probability ?? 'unknown');
    for (const reason of score.reasons) console.log(`  ${reason.contribution.toFixed(2)} ${reason.text}`);
    for (const action of score.actions) console.log(`  ${action.title}: ${action.net_value.toFixed(2)} ${score.currency}`);
  }
  client.close();
});
