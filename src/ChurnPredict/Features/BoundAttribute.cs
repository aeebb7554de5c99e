namespace ChurnPredict.Features;

/// <summary>An attribute's column in one history; all null where the history lacks it or has it of the other type.</summary>
/// <param name="Numbers">Numbers, by row of the customers table.</param>
/// <param name="Codes">The history's codes, by row.</param>
/// <param name="Words">From those to the schema's.</param>
internal sealed record BoundAttribute(float[]? Numbers, int[]? Codes, WordMap? Words);
