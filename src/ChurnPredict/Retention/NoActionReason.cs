namespace ChurnPredict.Retention;

/// <summary>Why a plan has no action.</summary>
public enum NoActionReason
{
    /// <summary>The customer had not begun before the date, see <see cref="Labels.CustomerStatusRule"/>: of a shop, there was no order, though
    /// there may have been tickets or visits.</summary>
    InsufficientHistory,

    /// <summary>The customer has left, and the model could not learn from the history how likely customers are to return.</summary>
    UnknownReturn,

    /// <summary>What the customer is worth is unknown: the history has neither a margin column nor <c>gross_margin</c>.</summary>
    UnknownValue,

    /// <summary>The customer belongs to the holdout group, and would have been considered otherwise.</summary>
    Holdout,

    /// <summary>No action of the catalogue is meant for this customer.</summary>
    NoneEligible,

    /// <summary>Consent, country, limits, cooldown or quiet hours forbid every action that would pay.</summary>
    NoneAllowed,

    /// <summary>No action saves more than it costs.</summary>
    NothingPays,
}
