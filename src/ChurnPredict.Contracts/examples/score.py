# protoc -I ../../../protos --python_out=. --grpc_out=. --plugin=protoc-gen-grpc=$(which grpc_python_plugin) \
#   google/rpc/status.proto churnpredict/v1/churn_prediction.proto churnpredict/v1/customer_history.proto \
#   churnpredict/v1/customer_score.proto churnpredict/v1/model_info.proto
import sys

import grpc
from churnpredict.v1 import churn_prediction_pb2 as protos
from churnpredict.v1 import churn_prediction_pb2_grpc as services
from churnpredict.v1 import customer_score_pb2 as scores

address, customer_id = sys.argv[1:3]
with grpc.insecure_channel(address) as channel:
    client = services.ChurnPredictionStub(channel)
    try:
        score = client.ScoreCustomer(protos.ScoreCustomerRequest(customer_id=customer_id, language="en"), timeout=10)
    except grpc.RpcError as error:
        sys.exit(f"{error.code().name}: {error.details()}")
    probability = score.churn_probability if score.HasField("churn_probability") else "unknown"
    print(score.customer_id, scores.ScoreStatus.Name(score.status), probability)
    for reason in score.reasons:
        print(f"  {reason.contribution:+.2f} {reason.text}")
    for action in score.actions:
        print(f"  {action.title}: {action.net_value:.2f} {score.currency}")
