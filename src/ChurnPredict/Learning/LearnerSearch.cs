using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using ChurnPredict.Boosting;
using ChurnPredict.Labels;

namespace ChurnPredict.Learning;

/// <summary>
/// Spends a budget of time on options drawn around the built-in ones, each judged by the mean loss of the choice origins, and keeps
/// what it tried where the training options say.
/// </summary>
internal sealed class LearnerSearch(TrainingOptions options, SnapshotSet set, int trainable, IReadOnlyList<int> choiceOrigins)
{
    private const int CandidatesDrawn = 40;

    /// <summary>Searches.</summary>
    /// <param name="builtIn">Options that are tried first.</param>
    /// <param name="budget">Time for the search and for what it goes on from.</param>
    /// <param name="measure">Measures options on the choice origins.</param>
    /// <param name="cancellationToken">Looked at before every trial.</param>
    public (GradientBoostingOptions Options, IReadOnlyList<LearnerTrial> Trials) Run(
        IReadOnlyList<GradientBoostingOptions> builtIn, TimeSpan budget, Func<GradientBoostingOptions, LearnerTrial> measure, CancellationToken cancellationToken)
    {
        IReadOnlyList<GradientBoostingOptions> candidates = [.. builtIn, .. SearchSpace.Draw(builtIn[0], CandidatesDrawn, options.Seed).Skip(1)];
        var file = options.SearchStatePath is { } place ? new SearchStateFile(place, Fingerprint(candidates), candidates.Count) : null;
        var result = new SuccessiveHalvingSearch(new SearchOptions { Budget = budget }, options.Clock).Run(
            candidates,
            (tried, _, _) =>
            {
                var trial = measure(tried);
                return new TrialMeasure(trial.LogLoss, trial.Rounds);
            },
            file?.Read(),
            file is null ? null : file.Write,
            cancellationToken);
        return (
            result.BestOptions with { ThreadCount = options.ThreadCount },
            [.. result.State.Trials.Select(trial => Describe(candidates[trial.Candidate], trial))]);
    }

    private static LearnerTrial Describe(GradientBoostingOptions candidate, Trial trial) =>
        new($"{ChurnBacktest.Describe(candidate)}; up to {trial.RoundsBudget} rounds", trial.Rounds, trial.Loss);

    /// <summary>SHA-256 over the learner, the candidates, and the rows that they are measured on: equal for equal losses.</summary>
    private string Fingerprint(IEnumerable<GradientBoostingOptions> candidates)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(JsonSerializer.SerializeToUtf8Bytes(new
        {
            Learner = options.Learner.Name,
            Version = typeof(GradientBoosting).Assembly.GetName().Version?.ToString(),
            Candidates = candidates.Select(candidate => new object[]
            {
                candidate.LearningRate, candidate.MaximumLeaves, candidate.MinimumLeafRows, candidate.L1, candidate.L2,
                candidate.FeatureFraction, candidate.RowSampling.TopFraction, candidate.RowSampling.RandomFraction, candidate.Seed,
            }),
            Dates = set.Tables.Take(trainable).Select(table => table.AsOf.Instant),
            Origins = choiceOrigins,
            set.HorizonDays,
            set.Kind,
            Columns = set.Tables[0].Features.Features.Select(column => new { column.Name, column.IsCategorical, column.Monotone }),
        }));
        foreach (var table in set.Tables.Take(trainable))
        {
            Append(hash, table.Features.Values);
            Append(hash, KnownByTheLastOrigin(table));
            Append(hash, table.Churned);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private float[] KnownByTheLastOrigin(SnapshotTable table)
    {
        var sightDays = choiceOrigins.Count == 0 ? 0 : set.Tables[choiceOrigins[^1]].AsOf.Date.DayNumber - table.AsOf.Date.DayNumber;
        return Array.ConvertAll(table.EventKnownDays, days => days < sightDays ? days : float.PositiveInfinity);
    }

    /// <summary>In pieces, because a matrix may have more bytes than a span holds.</summary>
    private static void Append(IncrementalHash hash, float[] values)
    {
        const int Piece = 1 << 20;
        for (var first = 0; first < values.Length; first += Piece)
            hash.AppendData(MemoryMarshal.AsBytes(values.AsSpan(first, Math.Min(Piece, values.Length - first))));
    }
}
