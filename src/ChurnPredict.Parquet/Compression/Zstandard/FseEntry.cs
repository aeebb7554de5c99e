namespace ChurnPredict.Parquet;

/// <summary>A state of an FSE table: its symbol, and how to come to the next state: <see cref="Base"/> plus the next
/// <see cref="Bits"/> bits.</summary>
internal readonly record struct FseEntry(ushort Base, byte Symbol, byte Bits);
