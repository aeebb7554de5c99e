namespace ChurnPredict.Parquet;

/// <summary>What a code of Zstandard's Huffman tables stands for and how many bits it takes.</summary>
internal readonly record struct HuffmanEntry(byte Symbol, byte Bits);
