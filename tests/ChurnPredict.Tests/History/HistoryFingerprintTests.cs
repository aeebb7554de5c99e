using ChurnPredict.History;

namespace ChurnPredict.Tests.History;

public sealed class HistoryFingerprintTests : IDisposable
{
    private readonly HistoryFolder _folder = new();

    public HistoryFingerprintTests() => WriteRows(1);

    [Fact]
    public void Of_UntouchedFolder_StaysTheSame()
    {
        var before = HistoryFingerprint.Of(_folder.Path);
        File.WriteAllText(Path.Combine(_folder.Path, "notes.txt"), "not a table");
        Assert.Equal(before, HistoryFingerprint.Of(_folder.Path));
    }

    [Fact]
    public void Of_FileDescriptionOrTimeChanged_IsAnother()
    {
        var before = HistoryFingerprint.Of(_folder.Path);
        WriteRows(2);
        var rows = HistoryFingerprint.Of(_folder.Path);
        File.SetLastWriteTimeUtc(Path.Combine(_folder.Path, "transactions.parquet"), new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        var time = HistoryFingerprint.Of(_folder.Path);
        _folder.Yaml("currency: EUR");
        Assert.Equal(4, new[] { before, rows, time, HistoryFingerprint.Of(_folder.Path) }.Distinct().Count());
    }

    public void Dispose() => _folder.Dispose();

    private void WriteRows(int rows) => _folder.Write(
        "transactions.parquet",
        Columns.Long("customer_id", [.. Enumerable.Range(0, rows).Select(row => (long?)row)]),
        Columns.Utc("occurred_at", [.. Enumerable.Repeat((long?)0, rows)]),
        Columns.Double("amount", [.. Enumerable.Repeat((double?)1, rows)]));
}
