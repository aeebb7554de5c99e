namespace ChurnPredict;

/// <summary>The customer data given (history, description, catalogue, import file) cannot be used as it is. The message says
/// what was found, what was expected, and where; it never holds a customer's values beyond the offending one's position.</summary>
public sealed class InvalidCustomerDataException : Exception
{
    /// <summary>Says what is wrong.</summary>
    /// <param name="message">Found, expected, where.</param>
    /// <param name="innerException">What was run into; null when the check itself found it.</param>
    public InvalidCustomerDataException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
