namespace ChurnPredict.Server.Security;

/// <summary>What a token may do.</summary>
internal enum TokenRole
{
    /// <summary>Call the scoring service.</summary>
    Scorer,

    /// <summary>Call everything, reflection included.</summary>
    Admin,
}
