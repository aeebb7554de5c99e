namespace ChurnPredict.Value;

/// <summary>Fits buy-till-you-die models by maximum likelihood.</summary>
public static class PurchaseModelFitter
{
    private const int ThinGroupCount = 4_000;
    private const int MostPhases = 8;

    /// <summary>Fits a model. The search starts from several points on a part of the groups and ends on all of them; nothing needs
    /// tuning. The result does not depend on the
    /// number of threads.</summary>
    /// <param name="kind">Which model.</param>
    /// <param name="groups">The customers; at least one.</param>
    /// <param name="threadCount">Threads, 1 or more.</param>
    /// <exception cref="ArgumentException">No customers.</exception>
    public static PurchaseModelFit Fit(PurchaseModelKind kind, PurchaseGroups groups, int threadCount = 1)
    {
        ArgumentNullException.ThrowIfNull(groups);
        if (groups.CustomerCount == 0) throw new ArgumentException("no customers to fit a purchase model on; expected at least one", nameof(groups));
        return kind switch
        {
            PurchaseModelKind.ParetoNbd => FitParetoNbd(groups, threadCount),
            PurchaseModelKind.BgNbd => FitBetaGeometric(groups, 1, false, threadCount),
            PurchaseModelKind.MbgNbd => FitBetaGeometric(groups, 1, true, threadCount),
            PurchaseModelKind.BgCnbdK => FitBetaGeometric(groups, ChoosePhases(groups, false, threadCount), false, threadCount),
            PurchaseModelKind.MbgCnbdK => FitBetaGeometric(groups, ChoosePhases(groups, true, threadCount), true, threadCount),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "not a purchase model"),
        };
    }

    private static PurchaseModelFit FitParetoNbd(PurchaseGroups groups, int threadCount)
    {
        var age = TypicalAge(groups);
        double[][] starts = [[1, age, 1, age], [0.5, age / 3, 0.3, age / 3]];
        var (parameters, logLikelihood, iterations) = Fit(part => new ParetoNbdLikelihood(part), groups, starts, threadCount);
        var model = new ParetoNbd(parameters[0], parameters[1], parameters[2], parameters[3]);
        return new PurchaseModelFit(model, logLikelihood, groups.CustomerCount, iterations);
    }

    private static PurchaseModelFit FitBetaGeometric(PurchaseGroups groups, int k, bool stopsAfterFirst, int threadCount)
    {
        BetaGeometricLikelihood Of(PurchaseGroups part) => new(part, k, stopsAfterFirst);
        var (parameters, logLikelihood, iterations) = Fit(Of, groups, BetaGeometricStarts(groups, k), threadCount);
        var model = new BetaGeometricNbd(parameters[0], parameters[1], parameters[2], parameters[3], k, stopsAfterFirst);
        return new PurchaseModelFit(model, logLikelihood + Of(groups).Constant, groups.CustomerCount, iterations);
    }

    /// <summary>The number of phases with the highest likelihood on a part of the groups; the likelihood has one peak in k.</summary>
    private static int ChoosePhases(PurchaseGroups groups, bool stopsAfterFirst, int threadCount)
    {
        var thin = groups.Thin(4 * ThinGroupCount);
        var best = double.NegativeInfinity;
        for (var k = 1; k <= MostPhases; k++)
        {
            var logLikelihood = FitBetaGeometric(thin, k, stopsAfterFirst, threadCount).LogLikelihood;
            if (logLikelihood <= best) return k - 1;
            best = logLikelihood;
        }

        return MostPhases;
    }

    private static double[][] BetaGeometricStarts(PurchaseGroups groups, int k)
    {
        var age = TypicalAge(groups) / k;
        return [[1, age, 1, 3], [0.3, age / 5, 0.5, 1]];
    }

    private static double TypicalAge(PurchaseGroups groups) => Math.Max(groups.MeanAgeWeeks, 1 / PurchaseSummary.DaysPerWeek);

    private static (double[] Parameters, double LogLikelihood, int Iterations) Fit(
        Func<PurchaseGroups, IGroupLikelihood> likelihoodOf, PurchaseGroups groups, double[][] starts, int threadCount)
    {
        var thin = likelihoodOf(groups.Thin(ThinGroupCount));
        var rough = starts
            .Select(start => (Search: new LikelihoodMaximum(thin, threadCount), Start: start))
            .Select(trial => (trial.Search, Found: trial.Search.Search(trial.Start)))
            .MaxBy(trial => trial.Found.LogLikelihood);
        var search = new LikelihoodMaximum(likelihoodOf(groups), threadCount);
        var (parameters, logLikelihood) = search.Search(rough.Found.Parameters, rough.Search);
        return (parameters, logLikelihood, search.Iterations);
    }
}
