using ChurnPredict.Contracts.V1;
using ChurnPredict.Server.Answers;
using ChurnPredict.Server.Serving;

namespace ChurnPredict.Server.Tests.Answers;

[Collection(ServedHistoryGroup.Name)]
public sealed class AtRiskFilterTests(ServedHistory served)
{
    [Fact]
    public void Problems_OfRanksWithoutAProgramme_AreThoseBeyondTheQuintiles()
    {
        var model = served.Model with { Reference = served.Model.Reference with { Ranks = [] } };
        var bare = new ServedModel(served.ModelId, model, served.Store, served.Scorer, served.Planner, new DefaultDate(served.Store, null), default);
        var programme = served.Store.Description.Ranks[0].Name;
        var filter = AtRiskFilter.Of(new ListAtRiskRequest { Segments = { "rank_1", "rank_5", "rank_6", programme, "champions" } });

        var problems = filter.Problems(bare).Select(problem => problem.Problem).ToArray();

        Assert.Equal(2, problems.Length);
        Assert.Contains($"'{programme}'", problems[0], StringComparison.Ordinal);
        Assert.Contains("'rank_6'", problems[1], StringComparison.Ordinal);
    }
}
