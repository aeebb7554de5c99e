using System.Runtime.CompilerServices;

namespace ChurnPredict.History;

/// <summary>Values of one column in packed form.</summary>
/// <param name="name">The column's name in the contract.</param>
/// <param name="values">The values; kept.</param>
internal sealed class PackedColumn<T>(string name, T[] values) : PackedColumn(name, values.Length)
    where T : unmanaged
{
    public T[] Values { get; } = values;

    public override int ValueSize => Unsafe.SizeOf<T>();

    /// <summary>Not cleared: who asks for room fills it, and clearing gigabytes first costs seconds.</summary>
    public override PackedColumn New(int length) => new PackedColumn<T>(Name, GC.AllocateUninitializedArray<T>(length));

    public override void Gather(ReadOnlySpan<int> rows, PackedColumn target, int at)
    {
        var source = Values;
        var destination = Of(target).AsSpan(at, rows.Length);
        for (var index = 0; index < rows.Length; index++) destination[index] = source[rows[index]];
    }

    public override void Copy(int start, int count, PackedColumn target, int at) => Array.Copy(Values, start, Of(target), at, count);

    public override PackedColumn Truncated(int length) => length == Length ? this : new PackedColumn<T>(Name, Values[..length]);

    public override bool AreEqual(int left, int right) => EqualityComparer<T>.Default.Equals(Values[left], Values[right]);

    public override int HashOf(int row) => EqualityComparer<T>.Default.GetHashCode(Values[row]);

    private static T[] Of(PackedColumn column) => ((PackedColumn<T>)column).Values;
}
