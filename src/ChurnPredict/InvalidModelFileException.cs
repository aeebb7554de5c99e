namespace ChurnPredict;

/// <summary>A model folder is missing, damaged, of another format, or does not fit the history. The message says what was
/// found, what was expected, and in which file.</summary>
public sealed class InvalidModelFileException : Exception
{
    /// <summary>Says what is wrong.</summary>
    /// <param name="message">Found, expected, where.</param>
    /// <param name="innerException">What was run into; null when the check itself found it.</param>
    public InvalidModelFileException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
