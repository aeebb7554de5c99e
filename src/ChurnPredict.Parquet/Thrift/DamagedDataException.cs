namespace ChurnPredict.Parquet;

/// <summary>What a decoder throws; whoever knows file, row group and column turns it into
/// <see cref="InvalidParquetFileException"/>. Never leaves the assembly.</summary>
internal sealed class DamagedDataException(string finding) : Exception(finding);
