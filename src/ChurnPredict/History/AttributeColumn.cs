namespace ChurnPredict.History;

/// <summary>A further column of the customers table: either numbers or codes of texts, one a row.</summary>
/// <param name="Name">The column's name.</param>
/// <param name="Numbers">Values, NaN where absent; null for a text column.</param>
/// <param name="Codes">Codes into <paramref name="Words"/>, <see cref="Vocabulary.Missing"/> where absent; null for a number column.</param>
/// <param name="Words">The texts; null for a number column.</param>
public sealed record AttributeColumn(string Name, float[]? Numbers, int[]? Codes, Vocabulary? Words);
