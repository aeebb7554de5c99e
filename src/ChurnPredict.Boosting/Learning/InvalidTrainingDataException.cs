namespace ChurnPredict.Boosting;

/// <summary>Rows that nothing can be learned from. The message says what was found, what was expected, and where.</summary>
/// <param name="message">What was found, what was expected, where.</param>
public sealed class InvalidTrainingDataException(string message) : Exception(message);
