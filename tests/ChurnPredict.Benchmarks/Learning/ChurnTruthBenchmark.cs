using System.Text.Json;
using ChurnPredict.Boosting;
using ChurnPredict.History;
using ChurnPredict.ModelStore;
using ChurnPredict.Scoring;
using ChurnPredict.Value;

namespace ChurnPredict.Benchmarks;

/// <summary>
/// <c>churn-truth MODELS HISTORY</c>: the champion's probabilities against the known ones of a generated history, as of the day after its
/// end, and whether the reasons rise or fall with the planted drivers. Prints one JSON line.
/// </summary>
internal static class ChurnTruthBenchmark
{
    private const int Bins = 20;
    private const int Threads = 2;

    /// <summary>Planted drivers: the feature that shows each best, and whether risk rises with it.</summary>
    private static readonly (string Feature, bool Rises)[] Drivers =
    [
        ("nps_last", false), ("first_response_hours_last", true), ("engagement_decayed_14d", false),
        ("loyalty_rank", false), ("delivery_late_share", true), ("attribute_price_rise_percent", true),
    ];

    private static readonly string[] Noise = ["attribute_favourite_colour", "attribute_lucky_number"];

    public static int Run(string[] arguments)
    {
        var (id, model) = ModelFolder.Read(new ModelLibrary(arguments[0]), null);
        using var source = HistoryReader.Open(arguments[1], new HistoryReaderOptions { ThreadCount = Threads });
        var asOf = source.DayAfterLastEvent;
        var truth = GeneratedTruth.Read(Path.Combine(arguments[1], "truth.parquet"), asOf.Date, "churn_probability");
        var scorer = new CustomerScorer(model, id, source.Description);
        var scores = source.Parts().SelectMany(part => scorer.ScoreRange(part, 0, part.CustomerCount, asOf, default, Threads))
            .Where(score => score.ChurnProbability is not null && float.IsFinite(truth.Of(score.CustomerId, "churn_probability"))).ToArray();
        double[] foretold = [.. scores.Select(score => score.ChurnProbability!.Value)];
        double[] known = [.. scores.Select(score => (double)truth.Of(score.CustomerId, "churn_probability"))];
        var reasons = new DriverReasons(model.Final.Ensemble, scores, Threads);
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            customers = scores.Length,
            mean_foretold = foretold.Average(),
            mean_true = known.Average(),
            calibration_20_bins = Calibration(foretold, known),
            share_of_true_brier_skill = 1 - (foretold.Zip(known, (one, other) => (one - other) * (one - other)).Average() / Variance(known)),
            drivers = Drivers.Select(driver => new
            {
                feature = driver.Feature,
                planted = driver.Rises ? "rises" : "falls",
                rank_correlation = Math.Round(reasons.Correlation(driver.Feature), 3),
                mean_absolute_contribution = Math.Round(reasons.MeanAbsolute(driver.Feature), 4),
            }),
            noise = Noise.ToDictionary(name => name, name => Math.Round(reasons.MeanAbsolute(name), 4)),
        }));
        return 0;
    }

    /// <summary>|mean foretold − mean true| over equal-count bins of the foretold, on average.</summary>
    private static double Calibration(double[] foretold, double[] known)
    {
        var order = Enumerable.Range(0, foretold.Length).OrderBy(row => foretold[row]).ToArray();
        return Enumerable.Range(0, Bins).Select(bin => order[(order.Length * bin / Bins)..(order.Length * (bin + 1) / Bins)])
            .Average(rows => Math.Abs(rows.Average(row => foretold[row]) - rows.Average(row => known[row])));
    }

    private static double Variance(double[] values)
    {
        var mean = values.Average();
        return values.Average(value => (value - mean) * (value - mean));
    }

    /// <summary>Contributions of some customers, by feature.</summary>
    private sealed class DriverReasons
    {
        private const int MostRows = 10_000;

        private readonly FeatureMatrix _rows;
        private readonly double[] _contributions;

        public DriverReasons(TreeEnsemble ensemble, CustomerScore[] scores, int threadCount)
        {
            var chosen = scores.Where((_, index) => index % Math.Max(1, scores.Length / MostRows) == 0).ToArray();
            _rows = new FeatureMatrix([.. chosen.SelectMany(score => score.Features)], chosen.Length, ensemble.Features.Count, ensemble.Features);
            _contributions = new double[(long)_rows.RowCount * _rows.FeatureCount];
            new ShapExplainer(ensemble).ExplainBatch(_rows, _contributions, threadCount);
        }

        public double MeanAbsolute(string name) => Pairs(name, keepMissing: true).Average(pair => Math.Abs(pair.Contribution));

        /// <summary>Spearman's, over customers who have a value.</summary>
        public double Correlation(string name)
        {
            var pairs = Pairs(name, keepMissing: false).ToArray();
            return ValueMeasures.Spearman([.. pairs.Select(pair => pair.Value)], [.. pairs.Select(pair => pair.Contribution)]);
        }

        private IEnumerable<(double Value, double Contribution)> Pairs(string name, bool keepMissing)
        {
            var feature = Enumerable.Range(0, _rows.FeatureCount).First(index => _rows.Features[index].Name == name);
            return Enumerable.Range(0, _rows.RowCount)
                .Select(row => ((double)_rows.Row(row)[feature], _contributions[((long)row * _rows.FeatureCount) + feature]))
                .Where(pair => keepMissing || double.IsFinite(pair.Item1));
        }
    }
}
