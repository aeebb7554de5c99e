namespace ChurnPredict.History;

/// <summary>Who is scored and trained on.</summary>
public enum ChurnPopulation
{
    /// <summary>Customers who have not churned already.</summary>
    Active,

    /// <summary>Everyone with an event before the date.</summary>
    All,
}
