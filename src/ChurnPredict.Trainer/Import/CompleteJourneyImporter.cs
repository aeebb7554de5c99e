using ChurnPredict.History;

namespace ChurnPredict.Trainer.Import;

/// <summary>The Complete Journey (84.51°/dunnhumby): baskets are orders, campaigns are touches with the first coupon redeemed,
/// demographics are static attributes. Lines of quantity 0 are coupon bookkeeping and left out.</summary>
internal sealed class CompleteJourneyImporter : IImporter
{
    private static readonly string[] Attributes =
        ["age", "income", "home_ownership", "marital_status", "household_size", "household_comp", "kids_count"];

    public string Format => "complete-journey";

    public string Input => "the folder with transactions_sample.csv(.gz), campaigns, campaign_descriptions, coupon_redemptions and demographics";

    public (HistoryDescription Description, string Notes) Import(
        ImportRequest request, HistoryFolderWriter folder, ImportTally tally, CancellationToken cancellationToken)
    {
        WriteTransactions(request, folder.Table("transactions"), tally, cancellationToken);
        WriteTouches(request, folder.Table("touches"), tally);
        WriteCustomers(request, folder.Table("customers"), tally);
        var description = new HistoryDescription
        {
            TimeZone = "America/New_York",
            Currency = "USD",
            StaticAttributes = Attributes,
            Churn = request.Churn(),
        };
        return (description, "Baskets are incomplete, because lines were sampled: trust frequency and recency, not basket value.");
    }

    private static void WriteTransactions(ImportRequest request, TableWriter table, ImportTally tally, CancellationToken cancellationToken)
    {
        using var text = DelimitedText.Open(request.FileInFolder("transactions_sample.csv"), tally,
            ["household_id", "basket_id", "quantity", "sales_value", "retail_disc", "coupon_disc", "coupon_match_disc", "transaction_timestamp"]);
        var (ids, times, amounts) = (table.Text("customer_id"), table.Time("occurred_at"), table.Number("amount"));
        var (orders, quantities, prices) = (table.Text("order_id"), table.Number("quantity"), table.Number("list_price"));
        while (text.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var time = WallClock.Parse(text["transaction_timestamp"], "yyyy-MM-dd HH:mm:ss", "yyyy-MM-ddTHH:mm:ssZ");
            var (quantity, sales) = (text.Number("quantity"), text.Number("sales_value"));
            var reason = text["household_id"] is null ? "no household"
                : time is null ? "no readable transaction_timestamp"
                : sales is not { } value || !double.IsFinite(value) ? "no readable sales_value"
                : quantity == 0 ? "quantity 0: coupon bookkeeping" : null;
            if (reason is not null)
            {
                tally.LeaveOut(reason, text.Where);
                continue;
            }

            ids.Add(text["household_id"]);
            times.Add(time);
            amounts.Add(sales);
            orders.Add(text["basket_id"]);
            quantities.Add(quantity);
            prices.Add(Math.Round(sales!.Value + Discount(text, "retail_disc") + Discount(text, "coupon_disc") + Discount(text, "coupon_match_disc"), 2));
            table.EndRow();
        }
    }

    private static double Discount(DelimitedText text, string column) => text.Number(column) is { } discount && double.IsFinite(discount) ? discount : 0;

    private static void WriteTouches(ImportRequest request, TableWriter table, ImportTally tally)
    {
        var campaigns = ReadCampaigns(request, tally);
        var redeemed = ReadRedemptions(request, tally);
        using var text = DelimitedText.Open(request.FileInFolder("campaigns.csv"), tally, ["campaign_id", "household_id"]);
        var (ids, dates, actions) = (table.Text("customer_id"), table.Date("occurred_at"), table.Text("action"));
        var (channels, redemptions) = (table.Text("channel"), table.Date("redeemed_at"));
        while (text.Read())
        {
            if (text["household_id"] is not { } household || text["campaign_id"] is not { } id || !campaigns.TryGetValue(id, out var campaign))
            {
                tally.LeaveOut("campaigns without household or description", text.Where);
                continue;
            }

            ids.Add(household);
            dates.Add(campaign.Start);
            actions.Add(campaign.Type);
            channels.Add("mail");
            redemptions.Add(redeemed.TryGetValue((household, id), out var day) ? day : null);
            table.EndRow();
        }
    }

    private static Dictionary<string, (int Start, string Type)> ReadCampaigns(ImportRequest request, ImportTally tally)
    {
        var campaigns = new Dictionary<string, (int, string)>(StringComparer.Ordinal);
        using var text = DelimitedText.Open(request.FileInFolder("campaign_descriptions.csv"), tally, ["campaign_id", "campaign_type", "start_date"]);
        while (text.Read())
        {
            if (text["campaign_id"] is { } id && text["campaign_type"] is { } type && WallClock.Days(text["start_date"]) is { } start)
                campaigns[id] = (start, type);
            else tally.LeaveOut("campaign descriptions without id, type or date", text.Where);
        }

        return campaigns;
    }

    private static Dictionary<(string Household, string Campaign), int> ReadRedemptions(ImportRequest request, ImportTally tally)
    {
        var first = new Dictionary<(string, string), int>();
        using var text = DelimitedText.Open(request.FileInFolder("coupon_redemptions.csv"), tally, ["household_id", "campaign_id", "redemption_date"]);
        while (text.Read())
        {
            if (text["household_id"] is { } household && text["campaign_id"] is { } campaign && WallClock.Days(text["redemption_date"]) is { } day)
                first[(household, campaign)] = first.TryGetValue((household, campaign), out var known) ? int.Min(known, day) : day;
            else tally.LeaveOut("redemptions without household, campaign or date", text.Where);
        }

        return first;
    }

    private static void WriteCustomers(ImportRequest request, TableWriter table, ImportTally tally)
    {
        using var text = DelimitedText.Open(request.FileInFolder("demographics.csv"), tally, Attributes.Prepend("household_id"));
        var ids = table.Text("customer_id");
        var columns = Array.ConvertAll(Attributes, table.Text);
        while (text.Read())
        {
            if (text["household_id"] is not { } household)
            {
                tally.LeaveOut("demographics without household", text.Where);
                continue;
            }

            ids.Add(household);
            for (var index = 0; index < columns.Length; index++) columns[index].Add(text[Attributes[index]]);
            table.EndRow();
        }
    }
}
