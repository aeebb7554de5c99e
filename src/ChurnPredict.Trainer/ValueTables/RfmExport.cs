using System.Globalization;
using System.Text;
using ChurnPredict.ModelStore;
using ChurnPredict.Value;

namespace ChurnPredict.Trainer.ValueTables;

/// <summary>
/// The customers' summaries as CSV, under the names that other packages use: <c>customer_id</c>, <c>frequency</c> (repeat purchase
/// days), <c>recency</c> and <c>T</c> (weeks), <c>monetary_value</c> (mean of repeat purchases, empty for one-time buyers),
/// <c>litt</c> (Σ ln of the weeks between purchases).
/// </summary>
internal static class RfmExport
{
    public static void Write(string path, PurchaseBase customers) => AtomicFile.Write(path, stream =>
    {
        using var writer = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        writer.WriteLine("customer_id,frequency,recency,T,monetary_value,litt");
        for (var customer = 0; customer < customers.Ids.Length; customer++)
        {
            var summary = customers.Summaries[customer];
            var spend = double.IsNaN(summary.MeanRepeatSpend) ? string.Empty : summary.MeanRepeatSpend.ToString(CultureInfo.InvariantCulture);
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{Quoted(customers.Ids[customer])},{summary.RepeatPurchases},{summary.RecencyWeeks},{summary.AgeWeeks},{spend},{summary.SumLogGaps}"));
        }
    });

    /// <summary>An id as a CSV field.</summary>
    public static string Quoted(string id) => id.AsSpan().ContainsAny("\",\n\r") ? $"\"{id.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : id;
}
