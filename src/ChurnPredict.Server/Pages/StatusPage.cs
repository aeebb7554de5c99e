using System.Globalization;
using System.Net;
using ChurnPredict.History;
using ChurnPredict.Server.Answers;
using ChurnPredict.Server.Serving;

namespace ChurnPredict.Server.Pages;

/// <summary>The page at <c>/</c>: what runs here and how to call it.</summary>
internal static class StatusPage
{
    public static string Render(ServingState state, ServerSettings settings)
    {
        var body = state.Current is { } served ? Describe(served) : $"<p>No model is served: {Text(state.WhyNone)}.</p>";
        var problem = state.Current is not null && state.Problem is { } refused ? $"<p class=bad>The newest model or history was refused: {Text(refused)}</p>" : "";
        return $$"""
            <!doctype html><html lang="en"><meta charset="utf-8"><title>ChurnPredict</title>
            <style>body{font:16px/1.5 system-ui;margin:3rem auto;max-width:46rem;padding:0 1rem;color:#222}td,th{padding:.25rem 1.5rem .25rem 0;text-align:left}
            code,pre{background:#f3f3f3;padding:.15rem .3rem}.bad{color:#a00}</style>
            <h1>ChurnPredict</h1>{{problem}}{{body}}
            <h2>Call it</h2><p>gRPC service <code>churnpredict.v1.ChurnPrediction</code> at {{Text(settings.Urls)}}, with reflection and health:</p>
            <pre>grpcurl -plaintext -d '{"customer_id": "17850", "language": "ja"}' {{Text(ServerSettings.Addresses(settings.Urls)[0].Authority)}} churnpredict.v1.ChurnPrediction/ScoreCustomer</pre>
            </html>
            """;
    }

    private static string Describe(ServedModel served)
    {
        var evaluation = served.Model.Manifest.Evaluation;
        var churn = evaluation.Churn;
        string Row(string name, string value) => $"<tr><th>{Text(name)}<td>{Text(value)}";
        return string.Create(CultureInfo.InvariantCulture, $"""
            <table>{Row("model", served.ModelId)}{Row("customers", served.Store.CustomerCount.ToString("N0", CultureInfo.InvariantCulture))}
            {Row("history until", AnswerWriter.Iso(served.LastEventOn))}{Row("scores as of", AnswerWriter.Iso(served.DefaultAsOf.Date))}
            {Row("horizon", $"{served.Model.Manifest.HorizonDays} days")}{Row(TestName(served), AnswerWriter.Iso(evaluation.TestSnapshot))}
            {Row("AUC", $"{churn.Auc:0.0000}")}{Row("log-loss", $"{churn.LogLoss:0.0000}")}{Row("calibration error", $"{churn.CalibrationError:0.0000}")}
            {Row("grade", $"{evaluation.Grade.Letter}: {evaluation.Grade.Reason}")}</table>
            """);
    }

    /// <summary>One labelled snapshot is tested on customers whom the model has not seen, not on a later date.</summary>
    private static string TestName(ServedModel served) =>
        served.Model.Manifest.Churn.Kind == ChurnKind.Label ? "tested on other customers as of" : "tested out of time on";

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
