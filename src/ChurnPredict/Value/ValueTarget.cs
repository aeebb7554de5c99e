namespace ChurnPredict.Value;

/// <summary>What a value model foretells.</summary>
public enum ValueTarget
{
    /// <summary>Positive amounts; refunds apart.</summary>
    GrossSpend,

    /// <summary>Amounts with refunds subtracted; a customer whose refunds outweigh counts as 0 when trees learn, and the level of
    /// the whole base is adjusted to the true sum.</summary>
    NetSpend,
}
