namespace ChurnPredict.History;

/// <summary>What is known of a customer apart from events, as <see cref="EventStoreBuilder"/> takes it; what is not set is absent.</summary>
/// <param name="CustomerId">The customer's canonical id.</param>
public sealed record CustomerRow(string CustomerId)
{
    /// <summary>Sign-up, microseconds UTC.</summary>
    public long? SignedUpAt { get; init; }

    /// <summary>Cancellation of the contract, microseconds UTC.</summary>
    public long? CancelledAt { get; init; }

    /// <summary>Country.</summary>
    public string? Country { get; init; }

    /// <summary>Language.</summary>
    public string? Language { get; init; }

    /// <summary>Plan.</summary>
    public string? Plan { get; init; }

    /// <summary>1 to 12.</summary>
    public int? BirthMonth { get; init; }

    /// <summary>Id of the customer who referred this one.</summary>
    public string? ReferredBy { get; init; }

    /// <summary>Consent to e-mail.</summary>
    public bool? ConsentEmail { get; init; }

    /// <summary>Consent to SMS.</summary>
    public bool? ConsentSms { get; init; }

    /// <summary>Consent to phone calls.</summary>
    public bool? ConsentPhone { get; init; }

    /// <summary>From when the row holds, microseconds UTC; null = always.</summary>
    public long? ValidFrom { get; init; }

    /// <summary>When the row became known, microseconds UTC.</summary>
    public long? IngestedAt { get; init; }

    /// <summary>Whether the customer churned, in a history whose churn is a label column.</summary>
    public bool? Label { get; init; }

    /// <summary>Further columns that hold numbers, by name.</summary>
    public IReadOnlyDictionary<string, float> Numbers { get; init; } = new Dictionary<string, float>();

    /// <summary>Further columns that hold texts, by name.</summary>
    public IReadOnlyDictionary<string, string> Texts { get; init; } = new Dictionary<string, string>();
}
