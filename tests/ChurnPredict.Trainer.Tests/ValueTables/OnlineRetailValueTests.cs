using ChurnPredict.Features;
using ChurnPredict.History;
using ChurnPredict.Labels;
using ChurnPredict.Value;

namespace ChurnPredict.Trainer.Tests.ValueTables;

/// <summary>Value on a real shop at an earlier origin; the last one, of 2011-09-11, is left to judge releases by.</summary>
public sealed class OnlineRetailValueTests
{
    private static readonly DateOnly Origin = new(2011, 8, 12);

    [SharedDataFact]
    public void Auto_AtAnEarlierOrigin_RanksAsWellAsEitherSchoolAndSaysThatTheSeasonIsNotKnown()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(0, CommandRun.Of("import", "online-retail", SharedData.Path("online-retail", "online_retail.csv.gz"), "--out", folder["out"]).ExitCode);
        using var source = HistoryReader.Open(folder["out"]);
        var definition = source.Description.Churn with { HorizonDays = 90, Population = ChurnPopulation.All };
        var dates = new[] { -120, -90, 0 }.Select(days => source.TimeAxis.AsOf(Origin.AddDays(days))).ToArray();
        var tables = SnapshotBuilder.Build(source, FeatureSchemaBuilder.Build(source, dates[^1]), dates, definition, 2);
        var model = Learn("auto", tables);
        var (auto, btyd, tweedie) = (Expected(model, tables[^1]), Expected(Learn("btyd", tables), tables[^1]), Expected(Learn("tweedie", tables), tables[^1]));
        double[] actual = [.. tables[^1].GrossSpend[90].Select(money => (double)money)];
        foreach (var other in new[] { btyd, tweedie, PastRate(tables[^1]) })
        {
            Assert.True(ValueMeasures.NormalizedGini(actual, auto) > ValueMeasures.NormalizedGini(actual, other) - .003);
            Assert.True(ValueMeasures.Spearman(actual, auto) > ValueMeasures.Spearman(actual, other) - .003);
        }

        Assert.Contains("the season to come is not known, intervals are widened", model.Reasons[0], StringComparison.Ordinal);
    }

    private static ValueModel Learn(string method, IReadOnlyList<SnapshotTable> tables) =>
        new ValueLearner(new ValueLearnerOptions { Method = method, HorizonsDays = [90], MaximumRows = 4000, ThreadCount = 2 }).Learn(tables, Origin)!;

    private static double[] Expected(ValueModel model, SnapshotTable table) =>
        [.. Enumerable.Range(0, table.Features.RowCount).Select(row => model.Predict(table.Features.Row(row))[0].Expected)];

    private static double[] PastRate(SnapshotTable table)
    {
        var names = table.Features.Features.Select(feature => feature.Name).ToList();
        var (spend, tenure) = (names.IndexOf("spend_total"), names.IndexOf("first_order_days"));
        return [.. Enumerable.Range(0, table.Features.RowCount).Select(row => (double)(table.Features.Row(row)[spend] / Math.Max(7, table.Features.Row(row)[tenure])))];
    }
}
