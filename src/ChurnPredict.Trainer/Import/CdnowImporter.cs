using System.Globalization;
using ChurnPredict.History;

namespace ChurnPredict.Trainer.Import;

/// <summary>The CDNOW sample: five columns padded with blanks (id in the full set, id in the sample, yyyymmdd, quantity, dollars).
/// Customers go by the id in the sample; purchases of one day are one order.</summary>
internal sealed class CdnowImporter : IImporter
{
    public string Format => "cdnow";

    public string Input => "CDNOW_sample.txt";

    public (HistoryDescription Description, string Notes) Import(
        ImportRequest request, HistoryFolderWriter folder, ImportTally tally, CancellationToken cancellationToken)
    {
        var table = folder.Table("transactions");
        var (ids, dates, amounts, quantities) = (table.Integer("customer_id"), table.Date("occurred_at"), table.Number("amount"), table.Number("quantity"));
        using var text = DelimitedText.OpenText(request.Input);
        for (var number = 1; text.ReadLine() is { } line; number++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (string.IsNullOrWhiteSpace(line)) continue;
            tally.Read();
            var fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            if (Parse(fields) is not { } purchase)
            {
                tally.LeaveOut("not: id id yyyymmdd quantity dollars", $"{Path.GetFileName(request.Input)}, line {number}");
                continue;
            }

            ids.Add(purchase.Customer);
            dates.Add(purchase.Day);
            amounts.Add(purchase.Dollars);
            quantities.Add(purchase.Quantity);
            table.EndRow();
        }

        if (table.RowCount == 0) throw new InvalidCustomerDataException($"{request.Input}: found no line such as ' 00004 0001 19970101  2   29.33', expected the CDNOW sample");
        return (new HistoryDescription { TimeZone = "America/New_York", Currency = "USD", Churn = request.Churn() }, "");
    }

    private static (long Customer, int Day, double Quantity, double Dollars)? Parse(string[] fields) =>
        fields.Length == 5
        && long.TryParse(fields[1], NumberStyles.None, CultureInfo.InvariantCulture, out var customer)
        && WallClock.Days(fields[2], "yyyyMMdd") is { } day
        && double.TryParse(fields[3], NumberStyles.Float, CultureInfo.InvariantCulture, out var quantity)
        && double.TryParse(fields[4], NumberStyles.Float, CultureInfo.InvariantCulture, out var dollars)
            ? (customer, day, quantity, dollars)
            : null;
}
