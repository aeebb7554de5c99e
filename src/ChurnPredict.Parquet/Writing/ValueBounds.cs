namespace ChurnPredict.Parquet;

/// <summary>Smallest and largest value in stored form.</summary>
internal sealed record ValueBounds(byte[] Minimum, byte[] Maximum);
