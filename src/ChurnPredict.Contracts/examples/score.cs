#:project ../ChurnPredict.Contracts.csproj
#:property PublishAot=false
#:property RestorePackagesWithLockFile=false
using ChurnPredict.Contracts.V1;
using Grpc.Net.Client;

using var channel = GrpcChannel.ForAddress(args[0]);
var client = new ChurnPrediction.ChurnPredictionClient(channel);
var score = await client.ScoreCustomerAsync(
    new ScoreCustomerRequest { CustomerId = args[1], Language = "en" },
    deadline: TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(10));

Console.WriteLine($"{score.CustomerId} {score.Status} {(score.HasChurnProbability ? score.ChurnProbability : "unknown")}");
foreach (var reason in score.Reasons)
    Console.WriteLine($"  {reason.Contribution:+0.00;-0.00;+0.00} {reason.Text}");
foreach (var action in score.Actions)
    Console.WriteLine($"  {action.Title}: {action.NetValue:0.00} {score.Currency}");
