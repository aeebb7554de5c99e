using System.Text;

namespace ChurnPredict.Parquet;

/// <summary>A column of texts or byte strings: one dictionary code a row, no object a row.</summary>
public sealed class ParquetTextColumn : ParquetColumn
{
    /// <summary>Makes a column over existing buffers, which it keeps.</summary>
    /// <param name="field">What the column holds.</param>
    /// <param name="codes">One code a row into the entries; −1 (<see cref="NullCode"/>) where the row is null.</param>
    /// <param name="bytes">All entries' bytes, one behind the other.</param>
    /// <param name="offsets">Entry i spans bytes <c>offsets[i]..offsets[i + 1]</c>; length = entries + 1.</param>
    public ParquetTextColumn(ParquetField field, int[] codes, byte[] bytes, int[] offsets)
        : base(field, codes.Length, ParquetValidity.FromCodes(codes), ParquetValidity.CountNullCodes(codes))
    {
        Codes = codes;
        Bytes = bytes;
        Offsets = offsets;
    }

    internal ParquetTextColumn(ParquetField field, int[] codes, byte[] bytes, int[] offsets, ulong[]? validity, int nullCount)
        : base(field, codes.Length, validity, nullCount)
    {
        Codes = codes;
        Bytes = bytes;
        Offsets = offsets;
    }

    /// <summary>The code of a null row.</summary>
    public const int NullCode = -1;

    /// <summary>One code a row, −1 where null. Entries may repeat: two codes can stand for equal bytes.</summary>
    public int[] Codes { get; }

    /// <summary>All entries' bytes.</summary>
    public byte[] Bytes { get; }

    /// <summary>Where each entry starts; one more than there are entries.</summary>
    public int[] Offsets { get; }

    /// <summary>Number of dictionary entries.</summary>
    public int EntryCount => Offsets.Length - 1;

    /// <summary>The bytes of an entry.</summary>
    /// <param name="code">0 to <see cref="EntryCount"/> − 1.</param>
    public ReadOnlySpan<byte> Entry(int code) => Bytes.AsSpan(Offsets[code], Offsets[code + 1] - Offsets[code]);

    /// <summary>An entry as text.</summary>
    /// <param name="code">0 to <see cref="EntryCount"/> − 1.</param>
    public string EntryText(int code) => Encoding.UTF8.GetString(Entry(code));

    /// <summary>Makes a column from texts, for small tables and tests.</summary>
    /// <param name="field">What the column holds.</param>
    /// <param name="texts">One text a row, null where the row is null.</param>
    public static ParquetTextColumn From(ParquetField field, IReadOnlyList<string?> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var codeOf = new Dictionary<string, int>(StringComparer.Ordinal);
        var codes = new int[texts.Count];
        var bytes = new List<byte>();
        var offsets = new List<int> { 0 };
        for (var row = 0; row < codes.Length; row++)
        {
            if (texts[row] is not { } text)
            {
                codes[row] = NullCode;
                continue;
            }

            if (!codeOf.TryGetValue(text, out var code))
            {
                code = codeOf.Count;
                codeOf.Add(text, code);
                bytes.AddRange(Encoding.UTF8.GetBytes(text));
                offsets.Add(bytes.Count);
            }

            codes[row] = code;
        }

        return new ParquetTextColumn(field, codes, [.. bytes], [.. offsets]);
    }
}
