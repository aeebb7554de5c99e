namespace ChurnPredict.Parquet.Tests;

/// <summary>A test of what only our own codec does, skipped on the official stack with the reason.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OwnCodecFactAttribute : FactAttribute
{
    public OwnCodecFactAttribute(string parquetNet)
    {
        if (ParquetNet.IsUsed) Skip = $"Parquet.Net {parquetNet}";
    }
}
