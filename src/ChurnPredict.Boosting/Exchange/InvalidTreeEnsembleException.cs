namespace ChurnPredict.Boosting;

/// <summary>A file does not hold a tree ensemble; the message says what was found, what was expected, and where.</summary>
public sealed class InvalidTreeEnsembleException : Exception
{
    internal InvalidTreeEnsembleException(string found, string expected, string where, Exception? inner = null)
        : base($"{where}: found {found}, expected {expected}", inner)
    {
        (Found, Expected, Where) = (found, expected, where);
    }

    /// <summary>What was found.</summary>
    public string Found { get; }

    /// <summary>What was expected.</summary>
    public string Expected { get; }

    /// <summary>The file and the place in it.</summary>
    public string Where { get; }
}
