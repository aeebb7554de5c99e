using System.Globalization;
using ChurnPredict.Parquet;

namespace ChurnPredict.Trainer.Import;

/// <summary>Reads Online Retail's lines from its CSV or from Parquet files that other people's tools made of it, of which some lack
/// the invoice or the stock code and some write times as text.</summary>
internal static class RetailLines
{
    private static readonly string[] TimeFormats =
        ["yyyy-MM-dd HH:mm:ss", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-dd HH:mm", "M/d/yyyy H:mm", "M/d/yyyy H:mm:ss", "yyyy-MM-dd HH:mm:ss.FFFFFFF", "yyyy-MM-ddTHH:mm:ss.FFFFFFF"];

    public static IEnumerable<RetailLine> Read(string path, ImportTally tally) => IsParquet(path) ? FromParquet(path, tally) : FromText(path, tally);

    private static bool IsParquet(string path)
    {
        if (!File.Exists(path)) throw new InvalidCustomerDataException($"{path}: found no such file, expected Online Retail as CSV, CSV.gz or Parquet");
        Span<byte> magic = stackalloc byte[4];
        using var file = File.OpenRead(path);
        return file.ReadAtLeast(magic, 4, throwOnEndOfStream: false) == 4 && magic.SequenceEqual("PAR1"u8);
    }

    private static IEnumerable<RetailLine> FromText(string path, ImportTally tally)
    {
        using var text = DelimitedText.Open(path, tally, ["InvoiceNo", "StockCode", "Quantity", "InvoiceDate", "UnitPrice", "CustomerID", "Country"]);
        var file = Path.GetFileName(path);
        while (text.Read())
        {
            yield return new RetailLine(
                text["InvoiceNo"], text["StockCode"], text.Number("Quantity") ?? double.NaN, WallClock.Parse(text["InvoiceDate"], TimeFormats),
                text.Number("UnitPrice") ?? double.NaN, CanonicalId(text["CustomerID"]), text["Country"], new RetailPlace(file, "row", tally.RowsRead));
        }
    }

    /// <summary><c>17850.0</c>, as tools write a number column that has gaps, is 17850. Some fill the gaps with 0, which nobody's
    /// number is: real ones lie between 12346 and 18287.</summary>
    private static string? CanonicalId(string? id) =>
        id is "0" or "0.0" ? null
        : id is not null && id.EndsWith(".0", StringComparison.Ordinal) && long.TryParse(id.AsSpan()[..^2], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number.ToString(CultureInfo.InvariantCulture)
            : id;

    private static IEnumerable<RetailLine> FromParquet(string path, ImportTally tally)
    {
        using var reader = ParquetFileReader.Open(path);
        var names = reader.Fields.Select(field => field.Name).ToArray();
        foreach (var needed in new[] { "Quantity", "InvoiceDate", "UnitPrice", "CustomerID", "Country" })
        {
            if (!names.Contains(needed)) throw new InvalidCustomerDataException($"{path}: found the columns {string.Join(", ", names)}, expected also {needed}");
        }

        var product = names.Contains("StockCode") ? "StockCode" : names.Contains("Description") ? "Description" : null;
        for (var group = 0; group < reader.RowGroups.Count; group++)
        {
            foreach (var line in FromRowGroup(reader, group, names.Contains("InvoiceNo") ? "InvoiceNo" : null, product, tally)) yield return line;
        }
    }

    private static IEnumerable<RetailLine> FromRowGroup(ParquetFileReader reader, int group, string? invoice, string? product, ImportTally tally)
    {
        var invoices = new ParquetCells(reader, group, invoice);
        var products = new ParquetCells(reader, group, product);
        var quantities = new ParquetCells(reader, group, "Quantity");
        var times = new ParquetCells(reader, group, "InvoiceDate");
        var prices = new ParquetCells(reader, group, "UnitPrice");
        var customers = new ParquetCells(reader, group, "CustomerID");
        var countries = new ParquetCells(reader, group, "Country");
        var file = Path.GetFileName(reader.Path);
        for (var row = 0; row < reader.RowGroups[group].RowCount; row++)
        {
            tally.Read();
            yield return new RetailLine(
                invoices.Text(row), products.Text(row), quantities.Number(row) ?? double.NaN, times.WallClock(row, TimeFormats), prices.Number(row) ?? double.NaN,
                CanonicalId(customers.Text(row)), countries.Text(row), new RetailPlace(file, "row", tally.RowsRead));
        }
    }
}
