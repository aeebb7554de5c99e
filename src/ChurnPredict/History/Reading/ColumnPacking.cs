using System.Runtime.InteropServices;

namespace ChurnPredict.History;

/// <summary>Writes slices of packed columns into blocks and reads them back bit for bit.</summary>
internal static class ColumnPacking
{
    private const byte Raw = 0;
    private const byte Hundredths = 1;

    /// <summary>Beyond this, hundredths are not exact any more.</summary>
    private const double LargestHundredths = 1L << 52;

    public static void Write(BlockWriter writer, PackedColumn column, int start, int count)
    {
        switch (column)
        {
            case PackedColumn<long> longs:
                writer.Write(longs.Values.AsSpan(start, count));
                break;
            case PackedColumn<int> integers:
                writer.Write(Array.ConvertAll(integers.Values[start..(start + count)], value => (long)value).AsSpan());
                break;
            case PackedColumn<double> doubles:
                WriteNumbers(writer, doubles.Values[start..(start + count)], value => value, value => value);
                break;
            case PackedColumn<float> floats:
                WriteNumbers(writer, floats.Values[start..(start + count)], value => value, value => (float)value);
                break;
            default:
                writer.Write(((PackedColumn<byte>)column).Values.AsSpan(start, count));
                break;
        }
    }

    public static void Read(BlockReader reader, PackedColumn column, int start, int count)
    {
        switch (column)
        {
            case PackedColumn<long> longs:
                reader.Read(longs.Values.AsSpan(start, count));
                break;
            case PackedColumn<int> integers:
                var wide = new long[count];
                reader.Read(wide.AsSpan());
                for (var index = 0; index < count; index++) integers.Values[start + index] = (int)wide[index];
                break;
            case PackedColumn<double> doubles:
                ReadNumbers(reader, doubles.Values.AsSpan(start, count), value => value);
                break;
            case PackedColumn<float> floats:
                ReadNumbers(reader, floats.Values.AsSpan(start, count), value => (float)value);
                break;
            default:
                reader.Read(((PackedColumn<byte>)column).Values.AsSpan(start, count));
                break;
        }
    }

    private static void WriteNumbers<T>(BlockWriter writer, T[] values, Func<T, double> widen, Func<double, T> narrow)
        where T : unmanaged
    {
        var hundredths = new long[values.Length];
        for (var index = 0; index < values.Length; index++)
        {
            var value = widen(values[index]);
            if (double.IsNaN(value))
            {
                hundredths[index] = Instants.Missing;
                continue;
            }

            var scaled = Math.Round(value * 100);
            if (!(Math.Abs(scaled) < LargestHundredths) || !IsSame(narrow((long)scaled / 100.0), values[index]))
            {
                writer.Write([Raw]);
                writer.Write(MemoryMarshal.AsBytes(values.AsSpan()));
                return;
            }

            hundredths[index] = (long)scaled;
        }

        writer.Write([Hundredths]);
        writer.Write(hundredths.AsSpan());
    }

    private static void ReadNumbers<T>(BlockReader reader, Span<T> values, Func<double, T> narrow)
        where T : unmanaged
    {
        if (reader.ReadByte() == Raw)
        {
            reader.Read(MemoryMarshal.AsBytes(values));
            return;
        }

        var hundredths = new long[values.Length];
        reader.Read(hundredths.AsSpan());
        for (var index = 0; index < values.Length; index++) values[index] = narrow(hundredths[index] == Instants.Missing ? double.NaN : hundredths[index] / 100.0);
    }

    /// <summary>Bit for bit: minus zero is not zero.</summary>
    private static bool IsSame<T>(T left, T right)
        where T : unmanaged =>
        MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in left)).SequenceEqual(MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in right)));
}
