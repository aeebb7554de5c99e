namespace ChurnPredict.Parquet.Tests;

/// <summary>What differs where Parquet.Net 6.1.0 reads and writes the files, on the official stack.</summary>
internal static class ParquetNet
{
    /// <summary>Files whose booleans are in RLE data pages, which Parquet.Net cannot read.</summary>
    private static readonly string[] RleBooleans = ["arrow-rs-delta", "arrow-rs-dictionary", "arrow-rs-lengths"];

    public static bool IsUsed { get; } = typeof(ParquetFileReader).Assembly.GetReferencedAssemblies().Any(assembly => assembly.Name == "Parquet");

    public static bool CannotRead(string fixture) => IsUsed && RleBooleans.Contains(fixture);

    /// <summary>Parquet.Net decodes no booleans in RLE data pages, and 16-bit floats only from plain pages.</summary>
    public static bool CannotRead(ParquetField field, InvalidParquetFileException refusal) =>
        IsUsed && (field.Kind is ParquetValueKind.Boolean or ParquetValueKind.Single) && refusal.Message.Contains(Refusal, StringComparison.Ordinal);

    /// <summary>What a message about damaged values says: Parquet.Net has its own words for it.</summary>
    public static string Words(string ours) => IsUsed ? Refusal : ours;

    private const string Refusal = "Parquet.Net cannot read it";
}
