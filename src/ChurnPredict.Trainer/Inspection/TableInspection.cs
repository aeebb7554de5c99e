using ChurnPredict.History;

namespace ChurnPredict.Trainer.Inspection;

/// <summary>What the report says of one table.</summary>
internal sealed record TableInspection(TableQuality Quality)
{
    /// <summary>Customers with a row.</summary>
    public int Customers { get; set; }

    /// <summary>Of these, customers without a row in the customers table; null when the history has no such table.</summary>
    public int? Orphans { get; set; }

    /// <summary>Rows that repeat an earlier one.</summary>
    public long Duplicates { get; set; }

    /// <summary>Rows later than now.</summary>
    public long InFuture => Quality.RowsInFuture;

    /// <summary>Rows before their customer signed up; null when nobody says when.</summary>
    public long? BeforeSignUp { get; set; }
}
