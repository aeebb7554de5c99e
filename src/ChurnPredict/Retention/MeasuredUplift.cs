namespace ChurnPredict.Retention;

/// <summary>What a randomised control says of an action.</summary>
public sealed record MeasuredUplift
{
    /// <summary>The action, as the touches table calls it.</summary>
    public required string Action { get; init; }

    /// <summary>Contacts that were made and whose horizon is over.</summary>
    public required int Treated { get; init; }

    /// <summary>Contacts that were withheld and whose horizon is over.</summary>
    public required int Controls { get; init; }

    /// <summary>Share of the treated who churned within the horizon.</summary>
    public required double TreatedChurn { get; init; }

    /// <summary>Share of the controls who churned within the horizon.</summary>
    public required double ControlChurn { get; init; }

    /// <summary>1 − treated churn ÷ control churn: the share of the churn probability that the action removed. May come out below 0.</summary>
    public required double RelativeUplift { get; init; }

    /// <summary>Lower end of the 95 % interval.</summary>
    public required double Low { get; init; }

    /// <summary>Upper end of the 95 % interval.</summary>
    public required double High { get; init; }
}
