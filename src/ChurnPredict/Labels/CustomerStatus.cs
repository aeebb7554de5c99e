namespace ChurnPredict.Labels;

/// <summary>What can be said of a customer as of a date.</summary>
public enum CustomerStatus
{
    /// <summary>Active: gets a churn probability.</summary>
    Scored,

    /// <summary>Cancelled, or silent for longer than <c>churned_after</c>: gets a reactivation probability.</summary>
    AlreadyChurned,

    /// <summary>Had not begun before the date, see <see cref="CustomerStatusRule"/>: of a shop, no order.</summary>
    InsufficientHistory,
}
