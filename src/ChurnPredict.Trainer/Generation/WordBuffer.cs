using System.Text;
using ChurnPredict.Parquet;

namespace ChurnPredict.Trainer.Generation;

/// <summary>Collects one column of words out of a fixed list.</summary>
internal sealed class WordBuffer : IColumnBuffer
{
    private readonly byte[] _bytes;
    private readonly int[] _offsets;
    private int[] _codes = new int[1024];

    public WordBuffer(string name, IReadOnlyList<string> words)
    {
        Field = new ParquetField(name, ParquetValueKind.Text);
        _bytes = Encoding.UTF8.GetBytes(string.Concat(words));
        _offsets = new int[words.Count + 1];
        for (var word = 0; word < words.Count; word++) _offsets[word + 1] = _offsets[word] + Encoding.UTF8.GetByteCount(words[word]);
    }

    public ParquetField Field { get; }

    public int Count { get; private set; }

    /// <param name="code">Position of the word; null = no word.</param>
    public void Add(int? code)
    {
        if (Count == _codes.Length) Array.Resize(ref _codes, Count * 2);
        _codes[Count++] = code ?? ParquetTextColumn.NullCode;
    }

    public ParquetColumn Take()
    {
        var column = new ParquetTextColumn(Field, _codes.AsSpan(0, Count).ToArray(), _bytes, _offsets);
        Count = 0;
        return column;
    }
}
