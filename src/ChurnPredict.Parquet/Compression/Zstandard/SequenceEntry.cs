namespace ChurnPredict.Parquet;

/// <summary>A state of a sequence table with what its symbol stands for folded in: the value is <see cref="Value"/> plus the next
/// <see cref="ExtraBits"/> bits, the next state <see cref="NextState"/> plus the next <see cref="StateBits"/>.</summary>
internal readonly record struct SequenceEntry(int Value, ushort NextState, byte ExtraBits, byte StateBits);
