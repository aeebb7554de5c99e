using System.Globalization;
using ChurnPredict.Contracts.V1;
using ChurnPredict.History;
using ChurnPredict.Retention;
using ChurnPredict.Scoring;
using Batch = ChurnPredict.Scoring.CustomerScore;

namespace ChurnPredict.Server.Tests.Answers;

[Collection(ServedHistoryGroup.Name)]
public sealed class ConsistencyTests(ServedHistory served)
{
    [Theory]
    [InlineData(0)]
    [InlineData(30)]
    [InlineData(97)]
    public async Task ScoreCustomers_OfEveryCustomer_GivesTheBitsOfBatchScoring(int daysBefore)
    {
        var asOf = served.Store.TimeAxis.AsOf(served.DefaultAsOf.Date.AddDays(-daysBefore));
        var batch = served.Scorer.ScoreRange(served.Store, 0, served.Store.CustomerCount, asOf, ScoreParts.All, 2);

        var answers = await AskAllAsync(asOf);

        Assert.Equal(batch.Length, answers.Length);
        for (var customer = 0; customer < batch.Length; customer++) AssertSame(batch[customer], answers[customer]);
        Assert.Contains(answers, answer => answer.HasChurnProbability && answer.Reasons.Count > 2);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(30)]
    [InlineData(97)]
    public async Task ScoreCustomers_OfEveryCustomer_GivesTheActionsOfThePlan(int daysBefore)
    {
        var asOf = served.Store.TimeAxis.AsOf(served.DefaultAsOf.Date.AddDays(-daysBefore));

        var answers = await AskAllAsync(asOf);

        for (var customer = 0; customer < answers.Length; customer++)
        {
            var history = served.Store.Customer(customer);
            var plan = served.Planner.Plan(served.Scorer.Score(history, asOf), history);
            Assert.Equal(Lines(plan), answers[customer].Actions.Select(action => (action.Id, action.NetValue, action.Message, action.Why)));
            Assert.Equal(plan.IsHoldout, answers[customer].IsHoldout);
            Assert.Equal(plan.Explain("en") ?? "", answers[customer].NoActionReason);
        }

        Assert.Contains(answers, answer => answer.Actions.Count > 0);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(2u)]
    public async Task Reasons_ListedOrSummedUp_AddUpToTheLogOdds(uint? maximumReasons)
    {
        var request = new ScoreCustomersRequest { CustomerIds = { Ids() } };
        if (maximumReasons is { } maximum) request.MaxReasons = maximum;

        var response = await served.Server.Client.ScoreCustomersAsync(request);

        var scored = response.Results.Select(result => result.Score).Where(score => score.HasChurnProbability).ToList();
        Assert.NotEmpty(scored);
        foreach (var score in scored)
        {
            var logOdds = Math.Log(score.ChurnProbability / (1 - score.ChurnProbability));
            Assert.Equal(logOdds, score.Reasons.Sum(reason => reason.Contribution), 1e-6);
            Assert.True(score.Reasons.Count(reason => reason.Kind == ReasonKind.Feature) <= (maximumReasons ?? 5));
            Assert.All(score.Reasons, reason => Assert.NotEmpty(reason.Text));
            Assert.All(score.Reasons, reason => Assert.NotEmpty(reason.Feature));
        }
    }

    [Fact]
    public async Task ScoreCustomer_AskedForNoReasonsAndActions_LeavesThemOutAndKeepsTheScore()
    {
        var id = served.Store.Ids[3];
        var whole = await served.Server.Client.ScoreCustomerAsync(new ScoreCustomerRequest { CustomerId = id });

        var bare = await served.Server.Client.ScoreCustomerAsync(new ScoreCustomerRequest { CustomerId = id, MaxReasons = 0, MaxActions = 0 });

        Assert.Empty(bare.Reasons);
        Assert.Empty(bare.Actions);
        (whole.IsHoldout, bare.IsHoldout) = (false, false);
        whole.Reasons.Clear();
        whole.Actions.Clear();
        whole.ClearNoActionReason();
        Assert.Equal(whole, bare);
    }

    [Fact]
    public async Task ScoreCustomer_InJapanese_GivesTheSameNumbersInOtherWords()
    {
        var id = (await AskAllAsync(served.DefaultAsOf)).First(answer => answer.Reasons.Count > 2).CustomerId;
        var english = await served.Server.Client.ScoreCustomerAsync(new ScoreCustomerRequest { CustomerId = id, Language = "en" });

        var japanese = await served.Server.Client.ScoreCustomerAsync(new ScoreCustomerRequest { CustomerId = id, Language = "ja-JP" });

        Assert.Equal(english.Reasons.Select(reason => reason.Contribution), japanese.Reasons.Select(reason => reason.Contribution));
        Assert.NotEqual(english.Reasons[0].Text, japanese.Reasons[0].Text);
    }

    private string[] Ids() => [.. Enumerable.Range(0, served.Store.CustomerCount).Select(customer => served.Store.Ids[customer])];

    private async Task<Contracts.V1.CustomerScore[]> AskAllAsync(AsOfDate asOf)
    {
        var date = asOf.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var answers = new List<Contracts.V1.CustomerScore>();
        // With all reasons a hundred answers at a time stay below the client's 4 MiB.
        foreach (var ids in Ids().Chunk(100))
        {
            var request = new ScoreCustomersRequest { CustomerIds = { ids }, AsOf = date, MaxReasons = 10_000, Language = "en" };
            answers.AddRange((await served.Server.Client.ScoreCustomersAsync(request)).Results.Select(result => result.Score));
        }

        return [.. answers];
    }

    private static IEnumerable<(string Id, double NetValue, string Message, string Why)> Lines(ActionPlan plan) =>
        plan.Actions.Select(action => (action.Action.Id, action.NetValue, action.Message("en"), action.Why("en")));

    private static void AssertSame(Batch batch, Contracts.V1.CustomerScore answer)
    {
        Assert.Equal(batch.CustomerId, answer.CustomerId);
        Assert.Equal(batch.Status.ToString(), answer.Status.ToString());
        Assert.Equal(batch.ChurnProbability, answer.HasChurnProbability ? answer.ChurnProbability : null);
        Assert.Equal(batch.ReactivationProbability, answer.HasReactivationProbability ? answer.ReactivationProbability : null);
        Assert.Equal(batch.ValueIfRetained, answer.HasValueIfRetained ? answer.ValueIfRetained : null);
        Assert.Equal(batch.ValueAtRisk, answer.HasValueAtRisk ? answer.ValueAtRisk : null);
        Assert.Equal(batch.RiskTier?.ToString() ?? "Unspecified", answer.RiskTier.ToString());
        Assert.Equal(batch.Values.Select(value => (value.Days, value.Expected, value.Low, value.High)), answer.Values.Select(value => ((int)value.Days, value.Expected, value.Low, value.High)));
        Assert.Equal(batch.Survival.Select(point => (point.Days, point.Probability)), answer.Survival.Select(point => ((int)point.Days, point.Probability)));
        Assert.Equal(batch.Reasons.Select(reason => (reason.Feature, reason.Contribution)), answer.Reasons.Select(reason => (reason.Feature, reason.Contribution)));
        Assert.Equal(batch.Segments.RfmSegment, answer.Segments.Rfm?.Id);
        Assert.Equal(batch.NextOrder?.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), answer.ExpectedNextOrder?.Date);
    }
}
