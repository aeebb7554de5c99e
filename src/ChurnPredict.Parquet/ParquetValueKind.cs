namespace ChurnPredict.Parquet;

/// <summary>What a flat column holds, after the file's physical and logical types are folded together.</summary>
public enum ParquetValueKind
{
    /// <summary>True or false; read as <see cref="ParquetColumn{T}"/> of <see cref="bool"/>.</summary>
    Boolean,

    /// <summary>Signed 8, 16, 32-bit and unsigned 8, 16-bit integers; read as <see cref="ParquetColumn{T}"/> of <see
    /// cref="int"/>.</summary>
    Int32,

    /// <summary>Signed 64-bit and unsigned 32-bit integers; read as <see cref="ParquetColumn{T}"/> of <see
    /// cref="long"/>.</summary>
    Int64,

    /// <summary>Unsigned 64-bit integers; read as <see cref="ParquetColumn{T}"/> of <see cref="ulong"/>.</summary>
    UInt64,

    /// <summary>FLOAT and FLOAT16; read as <see cref="ParquetColumn{T}"/> of <see cref="float"/>.</summary>
    Single,

    /// <summary>DOUBLE; read as <see cref="ParquetColumn{T}"/> of <see cref="double"/>.</summary>
    Double,

    /// <summary>DECIMAL on any physical type; read as <see cref="ParquetColumn{T}"/> of <see cref="Int128"/>: the unscaled
    /// value, to be divided by 10 to the power of <see cref="ParquetField.Scale"/>.</summary>
    Decimal,

    /// <summary>DATE; read as <see cref="ParquetColumn{T}"/> of <see cref="int"/>: days since 1970-01-01.</summary>
    Date,

    /// <summary>TIMESTAMP and INT96; read as <see cref="ParquetColumn{T}"/> of <see cref="long"/> in
    /// <see cref="ParquetField.TimeUnit"/> since 1970-01-01T00:00 (INT96 comes in microseconds).</summary>
    Timestamp,

    /// <summary>TIME of day; read as <see cref="ParquetColumn{T}"/> of <see cref="long"/> in <see
    /// cref="ParquetField.TimeUnit"/>.</summary>
    Time,

    /// <summary>UTF-8 text (STRING, ENUM, JSON); read as <see cref="ParquetTextColumn"/>. It is not checked to be valid
    /// UTF-8.</summary>
    Text,

    /// <summary>Bytes (BYTE_ARRAY without annotation, FIXED_LEN_BYTE_ARRAY, UUID, BSON, INTERVAL); old writers store texts so,
    /// too. Read as <see cref="ParquetTextColumn"/>, whose entries
    /// are then raw bytes.</summary>
    Bytes,
}
