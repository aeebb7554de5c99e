using System.Globalization;
using ChurnPredict.Labels;

namespace ChurnPredict.Value;

/// <summary>
/// Learns what customers will spend. A learner holds options and no data. For each horizon it uses the snapshots whose windows
/// are over by the date; the method, the level and the intervals come from earlier origins among them, each judged by parts that saw
/// only windows over by then. A horizon longer than any such window, or whose windows no earlier origin can judge, follows from a shorter one,
/// see <see cref="ValueExtrapolation"/>.
/// </summary>
public sealed class ValueLearner
{
    private readonly ValueLearnerOptions _options;

    /// <summary>Makes a learner.</summary>
    /// <param name="options">How to learn; null means the defaults.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public ValueLearner(ValueLearnerOptions? options = null)
    {
        _options = options ?? new ValueLearnerOptions();
        _options.ThrowIfInvalid();
    }

    /// <summary>Learns a model.</summary>
    /// <param name="snapshots">Snapshots of one schema, rising by date; those whose windows are not over by
    /// <paramref name="labelsUntil"/> are not learned from, so that all of a history's may be given in a backtest.</param>
    /// <param name="labelsUntil">The as-of date of the model: nothing that came at or after it is looked at.</param>
    /// <param name="cancellationToken">Stops the learning.</param>
    /// <returns>null when no window of any horizon is over by the date.</returns>
    public ValueModel? Learn(IReadOnlyList<SnapshotTable> snapshots, DateOnly labelsUntil, CancellationToken cancellationToken = default) =>
        Learn(snapshots, labelsUntil, new FittedHeads(), cancellationToken);

    /// <summary>Learns a model with the parts that models of other dates fitted to the same snapshots.</summary>
    /// <param name="snapshots">As above, and the same for all that share parts.</param>
    /// <param name="labelsUntil">As above.</param>
    /// <param name="fitted">Parts fitted with these options but for the threads; takes what is fitted now.</param>
    /// <param name="cancellationToken">As above.</param>
    internal ValueModel? Learn(IReadOnlyList<SnapshotTable> snapshots, DateOnly labelsUntil, FittedHeads fitted, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(snapshots);
        var horizons = new List<HorizonModel>();
        ValueMethod? chosen = _options.Method == ValueLearnerOptions.Auto ? null : ValueLearnerOptions.Methods[_options.Method];
        SnapshotTable[] known = [.. snapshots.Where(snapshot => snapshot.AsOf.Date <= labelsUntil && snapshot.Features.RowCount > 0)];
        var learners = LearnedFrom(snapshots, labelsUntil)
            .Select(labelled => labelled.Count == 0 ? null : new HorizonLearner(_options, labelled, labelsUntil, known, fitted, cancellationToken)).ToArray();
        for (var index = 0; index < learners.Length; index++)
        {
            if (learners[index] is not { } learner)
            {
                if (horizons.Count > 0)
                    horizons.Add(Extrapolate([.. horizons.Where(IsLearned)], snapshots, labelsUntil, known.LastOrDefault()?.Reference.MoneySeason, _options.HorizonsDays[index]));
                continue;
            }

            var horizon = learner.Learn(chosen, [.. learners.Skip(index + 1).OfType<HorizonLearner>()]);
            chosen ??= horizon.Settings.Method;
            horizons.Add(horizon);
        }

        return horizons.Count == 0 ? null : new ValueModel(horizons, _options.Target, MarginShare(snapshots, labelsUntil));
    }

    /// <summary>The sets of snapshots that parts are fitted to for a date: horizon, date of the last snapshot, and trees of an ensemble.</summary>
    internal IEnumerable<(int HorizonDays, DateOnly Last, int Rounds)> FitsFor(IReadOnlyList<SnapshotTable> snapshots, DateOnly labelsUntil)
    {
        var choosesMethod = _options.Method == ValueLearnerOptions.Auto;
        foreach (var labelled in LearnedFrom(snapshots, labelsUntil).Where(labelled => labelled.Count > 0))
        {
            foreach (var last in HorizonLearner.LastWindowsOfFits(labelled, choosesMethod, _options.OriginSpacingDays))
                yield return (last.HorizonDays, last.Date, ValueHeadsLearner.RoundsFor(labelled.TakeWhile(labels => labels.Date <= last.Date), _options.MaximumRows));
            choosesMethod = false;
        }
    }

    /// <summary>The labelled snapshots that each horizon learns from; none where its value follows from shorter ones.</summary>
    private List<IReadOnlyList<ValueLabels>> LearnedFrom(IReadOnlyList<SnapshotTable> snapshots, DateOnly labelsUntil)
    {
        var learned = new List<IReadOnlyList<ValueLabels>>();
        foreach (var days in _options.HorizonsDays)
        {
            var labelled = ValueLabels.By(labelsUntil, snapshots, days, _options.Target);
            int[] shorter = [.. learned.Where(horizon => horizon.Count > 0).Select(horizon => horizon[0].HorizonDays)];
            var isLearned = labelled.Count > 0 && (shorter.Length < 2 || HorizonLearner.IsWorthWindowsOfItsOwn(labelled, shorter[^1], _options));
            learned.Add(isLearned ? labelled : []);
        }

        return learned;
    }

    private static bool IsLearned(HorizonModel horizon) =>
        horizon.Settings.Extrapolation.FromDays == horizon.Settings.Extrapolation.ToDays;

    private HorizonModel Extrapolate(HorizonModel[] learned, IReadOnlyList<SnapshotTable> snapshots, DateOnly labelsUntil, PurchaseSeason? season, int days)
    {
        var shorter = learned[^1];
        int? before = learned.Length > 1 ? learned[^2].Settings.Days : null;
        var extrapolation = ValueExtrapolation.Learn(snapshots, labelsUntil, season, shorter.Settings.Days, days, before, _options.Target);
        var lacking = ValueLabels.By(labelsUntil, snapshots, days, _options.Target).Count == 0
            ? $"no window of {days} days is over in what was learned from" : $"no earlier origin judges windows of {days} days";
        var seasonal = season is null ? 1 : season.MeanFactor(labelsUntil, days) / season.MeanFactor(labelsUntil, shorter.Settings.Days);
        return shorter with
        {
            Settings = shorter.Settings with
            {
                Days = days,
                Level = shorter.Settings.Level * seasonal,
                Extrapolation = extrapolation,
                Reason = string.Create(CultureInfo.InvariantCulture, $"{lacking}: the value of {shorter.Settings.Days} days × "
                    + $"{extrapolation.Ratio:0.00}, the ratio of the days to the power of {extrapolation.Exponent:0.00}")
                    + (season is null ? string.Empty : string.Create(CultureInfo.InvariantCulture, $", × {seasonal:0.00} by the season")) + "; its interval is widened",
                Intervals = shorter.Settings.Intervals with { Mass = (1 + shorter.Settings.Intervals.Mass) / 2 },
            },
        };
    }

    /// <summary>Margin ÷ money foretold over all windows of the shortest horizon that are over; null when margin is unknown.</summary>
    private double? MarginShare(IReadOnlyList<SnapshotTable> snapshots, DateOnly labelsUntil)
    {
        double margin = 0, money = 0;
        foreach (var labels in ValueLabels.By(labelsUntil, snapshots, _options.HorizonsDays[0], _options.Target))
        {
            if (!labels.Table.Margin.TryGetValue(labels.HorizonDays, out var margins)) return null;
            for (var row = 0; row < margins.Length; row++)
            {
                if (!float.IsFinite(margins[row])) continue;
                margin += margins[row];
                money += labels.Money[row];
            }
        }

        return money > 0 ? margin / money : null;
    }
}
