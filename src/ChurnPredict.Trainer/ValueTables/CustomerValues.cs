using System.Globalization;
using System.Text;
using ChurnPredict.ModelStore;
using ChurnPredict.Value;

namespace ChurnPredict.Trainer.ValueTables;

/// <summary>
/// What each customer is worth over a period, as CSV: <c>customer_id</c>, <c>p_alive</c>, <c>expected_orders</c> (days with an order),
/// <c>expected_order_value</c>, <c>expected_spend</c> (orders × value), <c>clv</c> (the same with each order discounted to the date). Orders
/// are the model's own, without P(alive)'s calibration. Whose contract was cancelled is not alive, orders nothing and is worth nothing.
/// </summary>
internal sealed class CustomerValues(PurchaseBase customers, ValueQuestion question)
{
    /// <summary>The model of the customers' groups; null = one for all.</summary>
    public GroupedPurchaseModel? Grouped { get; init; }

    /// <summary>Makes P(alive) agree with what followed earlier dates.</summary>
    public AliveCalibration Calibration { get; init; } = AliveCalibration.Identity;

    /// <summary>Writes the file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="model">The model of all customers.</param>
    /// <param name="spend">null leaves money unknown: empty fields.</param>
    public void Write(string path, PurchaseModel model, GammaGamma? spend)
    {
        var lines = new string[customers.Ids.Length];
        var weeks = question.WeeksAhead(question.PeriodDays);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = question.ThreadCount };
        Parallel.For(0, lines.Length, parallel, customer => lines[customer] = Line(customer, Grouped?.Of(customers.Groups[customer]) ?? model, spend, weeks));
        AtomicFile.Write(path, stream =>
        {
            using var writer = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
            writer.WriteLine("customer_id,p_alive,expected_orders,expected_order_value,expected_spend,clv");
            foreach (var line in lines) writer.WriteLine(line);
        });
    }

    private string Line(int customer, PurchaseModel model, GammaGamma? spend, double weeks)
    {
        var summary = customers.Summaries[customer];
        var stays = customers.HasCancelled[customer] ? 0 : 1;
        var orders = stays * model.ExpectedPurchases(summary, weeks);
        var value = spend?.ExpectedSpend(summary);
        var discounted = stays * model.DiscountedPurchases(summary, weeks, question.YearlyRate) * value;
        return string.Create(CultureInfo.InvariantCulture,
            $"{RfmExport.Quoted(customers.Ids[customer])},{stays * Calibration.Probability(model, summary):0.######},{orders:0.######},{value:0.####},{orders * value:0.####},{discounted:0.####}");
    }
}
