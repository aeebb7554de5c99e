namespace ChurnPredict.History;

/// <summary>What counts as churn.</summary>
public enum ChurnKind
{
    /// <summary>No purchase within the horizon.</summary>
    Inactivity,

    /// <summary>The contract is cancelled within the horizon.</summary>
    Cancellation,

    /// <summary>The customers table says who churned, in a column of its own: one labelled snapshot, which needs no events.</summary>
    Label,
}
