using ChurnPredict.History;

namespace ChurnPredict.Tests.History;

public sealed class HistoryDescriptionFileTests
{
    private const string Everything = """
        time_zone: Asia/Tokyo
        currency: JPY
        rates: { USD: 150.5 }
        gross_margin: 0.35
        acquisition_cost: 2000
        referral_value: 500
        turnover:
          { 2009-12: 8, 2010-01: 1, 2010-02: 2, 2010-03: 3, 2010-04: 4, 2010-05: 5, 2010-06: 6, 2010-07: 7.5, 2010-08: 0, 2010-09: 9, 2010-10: 10, 2010-11: 11 }
        duplicates: drop
        static_attributes: [area, "null"]
        churn: { kind: cancellation, horizon: 13w, churned_after: 200d, population: all }
        ranks:
          - { name: silver, minimum_spend: 1000 }
          - { name: gold, minimum_spend: 5000, minimum_orders: 3 }
        contact_limits: [{ channel: email, maximum: 4, within: 30d }]
        quiet_hours: [{ channel: all, from: "21:00", to: "08:30" }]
        tables:
          transactions:
            path: shop/lines.parquet
            columns: { customer_id: CustomerID, amount: "total: gross" }
            filters: ["Quantity > 0", "Country != 'EIRE'"]
        """;

    [Fact]
    public void Parse_EveryKey_IsRead()
    {
        var description = HistoryDescriptionFile.Parse(Everything);

        Assert.Equal(("Asia/Tokyo", "JPY", 150.5), (description.TimeZone, description.Currency, description.Rates["USD"]));
        Assert.Equal((0.35, 2000.0, 500.0, true), (description.GrossMargin, description.AcquisitionCost, description.ReferralValue, description.DropDuplicates));
        Assert.Equal((12, 7.5), (description.Turnover.Count, description.Turnover[new DateOnly(2010, 7, 1)]));
        Assert.Equal(["area", "null"], description.StaticAttributes);
        Assert.Equal(
            new ChurnDefinition { Kind = ChurnKind.Cancellation, HorizonDays = 91, ChurnedAfterDays = 200, Population = ChurnPopulation.All }, description.Churn);
        Assert.Equal([new LoyaltyRank("silver", 1000, null), new LoyaltyRank("gold", 5000, 3)], description.Ranks);
        Assert.Equal([new ContactLimit("email", 4, 30)], description.ContactLimits);
        Assert.Equal([new QuietHours("all", new TimeOnly(21, 0), new TimeOnly(8, 30))], description.QuietHours);
        Assert.Equal("total: gross", description.Tables["transactions"].Columns["amount"]);
        Assert.Equal(["Quantity > 0", "Country != 'EIRE'"], description.Tables["transactions"].Filters);
    }

    [Fact]
    public void Format_Everything_ReadsBackEqual()
    {
        var text = HistoryDescriptionFile.Format(HistoryDescriptionFile.Parse(Everything));

        Assert.Equal(text, HistoryDescriptionFile.Format(HistoryDescriptionFile.Parse(text)));
        Assert.Equal(HistoryDescriptionFile.Parse(Everything).Churn, HistoryDescriptionFile.Parse(text).Churn);
        Assert.Equal(HistoryDescriptionFile.Parse(Everything).Turnover, HistoryDescriptionFile.Parse(text).Turnover);
        Assert.Equal(["area", "null"], HistoryDescriptionFile.Parse(text).StaticAttributes);
        Assert.Equal("total: gross", HistoryDescriptionFile.Parse(text).Tables["transactions"].Columns["amount"]);
    }

    [Fact]
    public void Format_Defaults_IsEmptyAndReadsBack()
    {
        Assert.Equal("", HistoryDescriptionFile.Format(new HistoryDescription()));
        Assert.Equal(new ChurnDefinition(), HistoryDescriptionFile.Parse("").Churn);
    }

    [Theory]
    [InlineData("currency: EUR\ncolour: red", "line 2", "unknown key 'colour'", "currency")]
    [InlineData("churn:\n  horizon: 90 fortnights", "line 2", "churn.horizon: found '90 fortnights'", "90d or 13w")]
    [InlineData("churn: { kind: boredom }", "line 1", "found 'boredom'", "inactivity or cancellation or label")]
    [InlineData("churn: { kind: label }", "line 1", "churn.column: found nothing", "who churned")]
    [InlineData("time_zone: Mars/Olympus", "line 1", "found 'Mars/Olympus'", "IANA time zone")]
    [InlineData("gross_margin: 1.5", "line 1", "found '1.5'", "from 0 to 1")]
    [InlineData("rates:\n  USD: cheap", "line 2", "rates.USD: found 'cheap'", "a number")]
    [InlineData("turnover:\n  2010-13: 5", "line 2", "turnover.2010-13: found '2010-13'", "a month such as 2010-12")]
    [InlineData("turnover:\n  9999-12: 5", "line 2", "turnover.9999-12: found '9999-12'", "from 1900 to 2099")]
    [InlineData("turnover:\n  2010-12: -5", "line 2", "turnover.2010-12: found '-5'", "of 0 or more")]
    [InlineData("turnover:\n  2010-12: 5\n  2009-12: 4", "line 2", "turnover: found 1 of the 12 months", "a whole year")]
    [InlineData("tables:\n  transactoins: {}", "line 2", "unknown key 'tables.transactoins'", "transactions")]
    [InlineData("tables:\n  support:\n    colums: {}", "line 3", "unknown key 'tables.support.colums'", "columns")]
    [InlineData("ranks: gold", "line 1", "ranks: found 'gold'", "a list")]
    [InlineData("ranks:\n- { name: gold, minimum_spend: 900 }\n- { name: silver, minimum_spend: 100 }", "line 2", "ranks: found 'silver' after 'gold'", "the lowest rank first")]
    [InlineData("ranks:\n- { name: gold, minimum_spend: 900 }\n- { name: many, minimum_orders: 5 }\n- { name: all }", "line 2", "found 'all' after 'gold'", "lowest")]
    [InlineData("- a\n- b", "line 1", "found a list", "keys with values")]
    [InlineData("a: [b", "line 2", "not YAML", "")]
    [InlineData("quiet_hours: [{ from: 9pm, to: '08:00' }]", "line 1", "found '9pm'", "21:00")]
    public void Parse_WrongFile_SaysLineFoundAndExpected(string yaml, string where, string found, string expected)
    {
        var error = Assert.Throws<InvalidCustomerDataException>(() => HistoryDescriptionFile.Parse(yaml, "shop/history.yaml"));

        Assert.StartsWith("shop/history.yaml, ", error.Message, StringComparison.Ordinal);
        Assert.Contains(where, error.Message, StringComparison.Ordinal);
        Assert.Contains(found, error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("90d", 90)]
    [InlineData("13w", 91)]
    [InlineData("45", 45)]
    [InlineData("0d", 0)]
    [InlineData("-3d", 0)]
    [InlineData("d", 0)]
    [InlineData("3dd", 0)]
    [InlineData("", 0)]
    [InlineData("99999999w", 0)]
    public void DayDuration_Text_IsReadOrRefused(string text, int days)
    {
        Assert.Equal(days > 0, DayDuration.TryParse(text, out var read));
        Assert.Equal(days, read);
    }
}
