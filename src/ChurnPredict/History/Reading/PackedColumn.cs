namespace ChurnPredict.History;

/// <summary>Values of one column in packed form, whatever their type: what partitioning, sorting and joining rows needs.</summary>
internal abstract class PackedColumn(string name, int length)
{
    public string Name { get; } = name;

    public int Length { get; } = length;

    /// <summary>Bytes that one value takes.</summary>
    public abstract int ValueSize { get; }

    /// <summary>A column of the same name and type with room for <paramref name="length"/> values.</summary>
    public abstract PackedColumn New(int length);

    /// <summary>Copies <c>this[rows[i]]</c> to <c>target[at + i]</c>.</summary>
    public abstract void Gather(ReadOnlySpan<int> rows, PackedColumn target, int at);

    /// <summary>Copies <paramref name="count"/> values from <paramref name="start"/> to <c>target[at…]</c>; within one column the
    /// ranges may overlap.</summary>
    public abstract void Copy(int start, int count, PackedColumn target, int at);

    /// <summary>A column of the first <paramref name="length"/> values.</summary>
    public abstract PackedColumn Truncated(int length);

    /// <summary>Whether two values are the same; NaN is the same as NaN.</summary>
    public abstract bool AreEqual(int left, int right);

    /// <summary>A hash that is the same for equal values.</summary>
    public abstract int HashOf(int row);
}
