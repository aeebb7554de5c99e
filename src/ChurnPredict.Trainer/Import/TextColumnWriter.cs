using ChurnPredict.Parquet;

namespace ChurnPredict.Trainer.Import;

/// <summary>A column of texts.</summary>
internal sealed class TextColumnWriter(string name) : ColumnWriter(new ParquetField(name, ParquetValueKind.Text))
{
    private readonly List<string?> _texts = [];

    public override int Count => _texts.Count;

    public void Add(string? text) => _texts.Add(text);

    public override ParquetColumn Take()
    {
        var column = ParquetTextColumn.From(Field, _texts);
        _texts.Clear();
        return column;
    }
}
