using ChurnPredict.Boosting;
using ChurnPredict.Scoring;

namespace ChurnPredict.Value;

/// <summary>What customers will spend, by horizon, with intervals. Immutable; safe to use from several threads.</summary>
public sealed class ValueModel
{
    private const string Magic = "CPVALUE1";
    private const int TreesPerHorizon = 4;

    /// <summary>Least share of the expected value that is divided by, so that a near-certain leaver is not worth a fortune.</summary>
    private const double LeastStay = 0.05;

    private readonly IReadOnlyList<HorizonModel> _horizons;

    internal ValueModel(IReadOnlyList<HorizonModel> horizons, ValueTarget target, double? marginShare)
    {
        _horizons = horizons;
        Ensembles = [.. horizons.SelectMany(horizon => horizon.Used).OfType<TreeEnsemble>()];
        Target = target;
        MarginShare = marginShare;
    }

    /// <summary>What is foretold.</summary>
    public ValueTarget Target { get; }

    /// <summary>Margin ÷ money foretold, over the whole base; null when margin is unknown.</summary>
    public double? MarginShare { get; }

    /// <summary>Every ensemble that <see cref="Predict(ReadOnlySpan{float})"/> looks at.</summary>
    internal IReadOnlyList<TreeEnsemble> Ensembles { get; }

    /// <summary>The horizons in days, rising.</summary>
    public IReadOnlyList<int> HorizonsDays => [.. _horizons.Select(horizon => horizon.Settings.Days)];

    /// <summary>The method of the shortest horizon, as options name it.</summary>
    public string Method => ValueLearnerOptions.NameOf(_horizons[0].Settings.Method);

    /// <summary>How each horizon is computed and why, one sentence each, beginning with the horizon.</summary>
    public IReadOnlyList<string> Reasons => [.. _horizons.Select(horizon => $"{horizon.Settings.Days} days: {horizon.Settings.Reason}")];

    /// <summary>Expected money and its 80 % interval for every horizon. Expected values never fall with the horizon.</summary>
    /// <param name="row">A customer's features, in the order that the model was trained on.</param>
    public HorizonValue[] Predict(ReadOnlySpan<float> row)
    {
        Span<double> scores = stackalloc double[Ensembles.Count];
        for (var index = 0; index < scores.Length; index++) scores[index] = Ensembles[index].RawScore(row);
        return Predict(row, scores, out _);
    }

    /// <summary>The same for one whose raw scores are known, and what <see cref="MarginIfRetained(double, double)"/> begins with.</summary>
    /// <param name="row">A customer's features.</param>
    /// <param name="scores">The raw scores of <see cref="Ensembles"/>.</param>
    /// <param name="longest">Expected money over the longest horizon.</param>
    internal HorizonValue[] Predict(ReadOnlySpan<float> row, ReadOnlySpan<double> scores, out double longest)
    {
        var values = new HorizonValue[_horizons.Count];
        for (var index = 0; index < values.Length; index++) values[index] = _horizons[index].Predict(row, Take(_horizons[index], ref scores));
        longest = values[^1].Expected;
        return Rising(values);
    }

    /// <summary>The values of many rows, the same bits as row by row, and what <see cref="MarginIfRetained(double, double)"/> begins
    /// with.</summary>
    /// <param name="rows">Customers' features.</param>
    /// <param name="threadCount">Threads, 1 or more.</param>
    internal (HorizonValue[] Values, double Longest)[] Predict(FeatureMatrix rows, int threadCount)
    {
        var horizons = _horizons.Select(horizon => horizon.Predict(rows, threadCount)).ToArray();
        var predicted = new (HorizonValue[] Values, double Longest)[rows.RowCount];
        for (var row = 0; row < predicted.Length; row++)
            predicted[row] = (Rising(Array.ConvertAll(horizons, values => values[row])), horizons[^1][row].Expected);
        return predicted;
    }

    /// <summary>Lifts values and ends of intervals that are below those of a shorter horizon: what is spent in it is spent in the longer one.</summary>
    private static HorizonValue[] Rising(HorizonValue[] values)
    {
        for (var index = 1; index < values.Length; index++)
        {
            var (before, own) = (values[index - 1], values[index]);
            values[index] = own with { Low = Math.Max(own.Low, before.Low), High = Math.Max(own.High, before.High) };
            if (own.Expected < before.Expected)
                values[index] = values[index] with { Expected = before.Expected, High = Math.Max(values[index].High, before.Expected) };
        }

        return values;
    }

    /// <summary>Expected money over a horizon given that the customer does not churn: E ÷ (1 − P + ρ P), where ρ is what churned
    /// customers still spent on earlier origins relative to those who stayed. The divisor is at least 0.05.</summary>
    /// <param name="row">A customer's features.</param>
    /// <param name="churnProbability">P, in [0, 1].</param>
    /// <param name="horizonDays">One of <see cref="HorizonsDays"/>; null = the longest.</param>
    public double ExpectedIfRetained(ReadOnlySpan<float> row, double churnProbability, int? horizonDays = null)
    {
        var horizon = Horizon(horizonDays);
        return IfRetained(horizon, horizon.Expected(row), churnProbability);
    }

    /// <summary>The same over the longest horizon for one whose expected money there is known.</summary>
    internal double? MarginIfRetained(double longest, double churnProbability) =>
        MarginShare is { } share ? share * IfRetained(_horizons[^1], longest, churnProbability) : null;

    /// <summary>Expected margin over a horizon given that the customer does not churn; null when margin is unknown.</summary>
    /// <inheritdoc cref="ExpectedIfRetained"/>
    public double? MarginIfRetained(ReadOnlySpan<float> row, double churnProbability, int? horizonDays = null) =>
        MarginShare is { } share ? share * ExpectedIfRetained(row, churnProbability, horizonDays) : null;

    /// <summary>Where an outcome falls in the customer's distribution (randomised probability integral transform): uniform on [0, 1]
    /// over customers when the distribution is right.</summary>
    /// <param name="row">A customer's features.</param>
    /// <param name="horizonDays">One of <see cref="HorizonsDays"/>.</param>
    /// <param name="actual">What came.</param>
    /// <param name="uniform">Uniform on [0, 1); spreads the outcomes in which nothing came.</param>
    public double Position(ReadOnlySpan<float> row, int horizonDays, double actual, double uniform) =>
        Horizon(horizonDays).Position(row, actual, uniform);

    /// <summary>Writes the model: <c>CPVALUE1</c>, a JSON object, and the ensembles in the format of
    /// <see cref="TreeEnsembleFile"/>, see <see cref="ModelPackage"/>. The same model gives the same bytes.</summary>
    /// <param name="stream">Where to; left open.</param>
    public void Write(Stream stream) => ModelPackage.Write(
        stream, Magic, new Contents(Target, MarginShare, [.. _horizons.Select(horizon => horizon.Settings)]), [.. _horizons.SelectMany(horizon => horizon.Trees())]);

    /// <summary>Reads a model back.</summary>
    /// <param name="stream">Where from; left open.</param>
    /// <param name="name">The file's name, for messages.</param>
    /// <exception cref="InvalidModelFileException">The bytes are not those of a value model.</exception>
    public static ValueModel Read(Stream stream, string name)
    {
        var (contents, trees) = ModelPackage.Read<Contents>(stream, Magic, name);
        if (contents.Horizons.Count == 0 || trees.Count != contents.Horizons.Count * TreesPerHorizon)
            throw new InvalidModelFileException($"{name}: found {contents.Horizons.Count} horizons with {trees.Count} ensembles; expected {TreesPerHorizon} ensembles a horizon");
        return new ValueModel([.. contents.Horizons.Select((settings, index) => Restore(settings, trees, index * TreesPerHorizon, name))], contents.Target, contents.MarginShare);
    }

    /// <summary>Takes a horizon's scores from the front: log-odds of the first ensemble, predictions of the others.</summary>
    private static HeadScores Take(HorizonModel horizon, ref ReadOnlySpan<double> scores)
    {
        var occurrence = scores[0];
        scores = scores[1..];
        return new HeadScores(occurrence, TakeOne(horizon.Used[1], ref scores), TakeOne(horizon.Used[2], ref scores), TakeOne(horizon.Used[3], ref scores));
    }

    private static double TakeOne(TreeEnsemble? ensemble, ref ReadOnlySpan<double> scores)
    {
        if (ensemble is null) return 0;
        var prediction = ensemble.ApplyLink(scores[0]);
        scores = scores[1..];
        return prediction;
    }

    private static double IfRetained(HorizonModel horizon, double expected, double churnProbability) =>
        expected / Math.Max(LeastStay, 1 - (churnProbability * (1 - horizon.Settings.ChurnedShare)));

    private static HorizonModel Restore(HorizonSettings settings, IReadOnlyList<TreeEnsemble?> trees, int first, string name) => new(settings, new ValueHeads(
        trees[first] ?? throw new InvalidModelFileException($"{name}: horizon {settings.Days} has no occurrence ensemble"),
        trees[first + 1], trees[first + 2], settings.Smearing, trees[first + 3], settings.BtydColumn, settings.BtydScale));

    private HorizonModel Horizon(int? days) => days is null
        ? _horizons[^1]
        : _horizons.FirstOrDefault(horizon => horizon.Settings.Days == days)
            ?? throw new ArgumentOutOfRangeException(nameof(days), days, $"expected one of {string.Join(", ", HorizonsDays)}");

    private sealed record Contents(ValueTarget Target, double? MarginShare, IReadOnlyList<HorizonSettings> Horizons);
}
