using System.Globalization;
using System.IO.Compression;

namespace ChurnPredict.Parquet.Tests;

/// <summary>The same shop as CSV and as two Parquet files of other people's tools: the CSV is the oracle.</summary>
public sealed class OnlineRetailTests
{
    private const string Zstd = "arrow17-zstd-no-invoice.parquet";
    private const string Snappy = "arrow25-snappy-no-returns.parquet";

    [SharedDataFact("online-retail", Zstd)]
    public void ReadColumn_ZstdFile_HoldsTheRowsOfTheCsv()
    {
        using var reader = ParquetFileReader.Open(SharedData.PathOf("online-retail", Zstd));
        var csv = Csv();
        Assert.Equal(csv.Count, reader.RowCount);
        var columns = reader.ReadColumns(0, ["Description", "Quantity", "InvoiceDate", "UnitPrice", "CustomerID", "Country"], 2);
        var (quantity, date, price) = ((ParquetColumn<int>)columns[1], (ParquetColumn<long>)columns[2], (ParquetColumn<double>)columns[3]);
        var (customer, country) = ((ParquetColumn<double>)columns[4], (ParquetTextColumn)columns[5]);
        for (var row = 0; row < csv.Count; row++)
        {
            var line = csv[row];
            Assert.Equal(int.Parse(line[3], CultureInfo.InvariantCulture), quantity.Values[row]);
            Assert.Equal(Nanoseconds(line[4]), date.Values[row]);
            Assert.Equal(double.Parse(line[5], CultureInfo.InvariantCulture), price.Values[row]);
            Assert.Equal(line[6].Length == 0 ? null : double.Parse(line[6], CultureInfo.InvariantCulture),
                customer.IsNull(row) ? (double?)null : customer.Values[row]);
            Assert.Equal(line[7], country.EntryText(country.Codes[row]));
        }
    }

    [SharedDataFact("online-retail", Snappy)]
    public void ReadColumn_SnappyFile_HoldsTheRowsOfTheCsvWithoutReturns()
    {
        using var reader = ParquetFileReader.Open(SharedData.PathOf("online-retail", Snappy));
        Assert.Equal(531_282, reader.RowCount);
        var quantity = (ParquetColumn<long>)reader.ReadColumn(0, "Quantity");
        var expected = Csv().Select(line => long.Parse(line[3], CultureInfo.InvariantCulture)).Where(value => value > 0);
        Assert.Equal(expected.Take(20_000), quantity.Values.Take(20_000));
        var date = (ParquetTextColumn)reader.ReadColumn(0, "InvoiceDate");
        Assert.Equal("2010-12-01 08:26:00", date.EntryText(date.Codes[0]));
    }

    private static long Nanoseconds(string text) =>
        (DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal) - DateTime.UnixEpoch).Ticks * 100;

    private static List<string[]> Csv()
    {
        using var file = File.OpenRead(SharedData.PathOf("online-retail", "online_retail.csv.gz"));
        using var lines = new StreamReader(new GZipStream(file, CompressionMode.Decompress));
        lines.ReadLine();
        var rows = new List<string[]>();
        while (lines.ReadLine() is { } line) rows.Add(Split(line));
        return rows;
    }

    private static string[] Split(string line)
    {
        var (fields, start, isQuoted) = (new List<string>(), 0, false);
        for (var index = 0; index <= line.Length; index++)
        {
            if (index < line.Length && line[index] == '"') isQuoted = !isQuoted;
            if (index < line.Length && (line[index] != ',' || isQuoted)) continue;
            fields.Add(line[start..index].Trim('"'));
            start = index + 1;
        }

        return [.. fields];
    }
}
