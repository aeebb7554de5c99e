using ChurnPredict.History;

namespace ChurnPredict.Trainer.Import;

/// <summary>
/// UCI Online Retail, as CSV or as one of the Parquet files made of it. Amount = quantity × unit price; invoices are orders;
/// lines with a negative quantity are refunds; lines without a price are stock adjustments and left out, as are guests.
/// </summary>
internal sealed class OnlineRetailImporter : IImporter
{
    public string Format => "online-retail";

    public string Input => "the CSV, CSV.gz or a Parquet file of UCI Online Retail";

    public (HistoryDescription Description, string Notes) Import(
        ImportRequest request, HistoryFolderWriter folder, ImportTally tally, CancellationToken cancellationToken)
    {
        var countryOf = new SortedDictionary<string, string?>(StringComparer.Ordinal);
        WriteTransactions(request.Input, folder.Table("transactions"), countryOf, tally, cancellationToken);
        var customers = folder.Table("customers");
        var (ids, countries) = (customers.Text("customer_id"), customers.Text("country"));
        foreach (var (customer, country) in countryOf)
        {
            ids.Add(customer);
            countries.Add(country);
            customers.EndRow();
        }

        var description = new HistoryDescription
        {
            TimeZone = "Europe/London",
            Currency = "GBP",
            StaticAttributes = ["country"],
            Churn = request.Churn(ChurnPopulation.All),
        };
        return (description, "Everyone who ever bought is scored (population: all), as in comparisons on this data set;\nimport with --population active leaves out those who are long silent.\nWith gross_margin: 0.35 (a share of the price) there are actions worth their cost, too.");
    }

    private static void WriteTransactions(
        string input, TableWriter table, SortedDictionary<string, string?> countryOf, ImportTally tally, CancellationToken cancellationToken)
    {
        var (ids, times, amounts) = (table.Text("customer_id"), table.Time("occurred_at"), table.Number("amount"));
        var (quantities, products) = (table.Number("quantity"), table.Text("category"));
        TextColumnWriter? orders = null;
        foreach (var line in RetailLines.Read(input, tally))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!IsUsable(line, tally)) continue;

            // The first line tells whether the file has invoices; where it has none, the reader takes a customer's lines of one
            // instant as an order.
            if (table.RowCount == 0 && line.Invoice is not null) orders = table.Text("order_id");
            ids.Add(line.Customer);
            times.Add(line.Time);
            amounts.Add(Math.Round(line.Quantity * line.UnitPrice, 4));
            quantities.Add(line.Quantity);
            products.Add(line.Product?.Trim());
            orders?.Add(line.Invoice);
            table.EndRow();
            countryOf[line.Customer!] = line.Country ?? countryOf.GetValueOrDefault(line.Customer!);
        }
    }

    private static bool IsUsable(in RetailLine line, ImportTally tally)
    {
        var reason = line switch
        {
            { Customer: null } => "no customer: guests cannot be followed",
            { Time: null } => "no readable InvoiceDate",
            _ when !double.IsFinite(line.Quantity) || !double.IsFinite(line.UnitPrice) => "no readable Quantity or UnitPrice",
            { UnitPrice: <= 0 } => "no price: stock adjustments, gifts and write-offs",
            { Quantity: 0 } => "quantity 0",
            _ => null,
        };
        if (reason is not null) tally.LeaveOut(reason, line.Where.ToString());
        else if (line.Quantity < 0) tally.Note("refunds (negative quantity)", line.Where.ToString());
        return reason is null;
    }
}
