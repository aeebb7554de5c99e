namespace ChurnPredict.Trainer.ValueTables;

/// <summary>One probabilistic model in the report.</summary>
internal sealed record ValueModelRow
{
    /// <summary>The parameters by name; times are in weeks.</summary>
    public required IReadOnlyDictionary<string, double> Parameters { get; init; }

    /// <summary>Null for the combined model, which has none.</summary>
    public required double? LogLikelihood { get; init; }

    /// <summary>Customers that it was fitted on.</summary>
    public required int Customers { get; init; }

    /// <summary>Accuracy within the holdout; null without one. Purchase days for the purchase models; for the spend model the
    /// money by Pareto/NBD × Gamma-Gamma.</summary>
    public double? Mae { get; init; }

    public double? Rmse { get; init; }

    public double? TotalBias { get; init; }

    /// <summary>How well customers without a purchase in the holdout are told apart by a low expectation.</summary>
    public double? ChurnAuc { get; init; }

    public double? NormalizedGini { get; init; }

    /// <summary>By model: this one's figure minus that model's, on the same customers; null where nothing is compared.</summary>
    public IReadOnlyDictionary<string, PairedAccuracy>? Against { get; init; }
}
