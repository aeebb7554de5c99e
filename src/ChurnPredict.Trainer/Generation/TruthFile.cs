using ChurnPredict.Parquet;

namespace ChurnPredict.Trainer.Generation;

/// <summary>The one truth file that all threads write to: row groups go in by the order of their table files, whoever is first.</summary>
internal sealed class TruthFile(string path, IReadOnlyList<ParquetField> fields, ParquetWriterOptions options) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly ParquetFileWriter _writer = ParquetFileWriter.Create(path, fields, options);
    private readonly Dictionary<int, List<ParquetColumn[]>> _waiting = [];
    private readonly HashSet<int> _done = [];
    private int _turn;

    public void Add(int file, TruthRows rows, GenerationTally tally)
    {
        if (rows.Count == 0) return;
        tally.Count("truth", rows.Count);
        var columns = rows.Take();
        lock (_lock)
        {
            if (file == _turn) _writer.WriteRowGroup(columns);
            else if (_waiting.TryGetValue(file, out var groups)) groups.Add(columns);
            else _waiting[file] = [columns];
        }
    }

    public void FileDone(int file)
    {
        lock (_lock)
        {
            _done.Add(file);
            while (_done.Remove(_turn))
            {
                _turn++;
                if (!_waiting.Remove(_turn, out var groups)) continue;
                foreach (var group in groups) _writer.WriteRowGroup(group);
            }
        }
    }

    public void Complete() => _writer.Complete();

    public void Dispose() => _writer.Dispose();
}
