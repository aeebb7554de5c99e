namespace ChurnPredict.Features;

/// <summary>Season, birthday and the stage of the customer's journey.</summary>
internal sealed class CalendarFeatures : FeatureBlock
{
    private const double SeasonSpanDays = 730;

    public CalendarFeatures()
        : base(
        [
            new FeatureDefinition("journey_stage", FeatureGroup.Calendar, "stage", "0 = first order, 1 = repeat, 2 = regular, 3 = fading, 4 = silent.", IsCategorical: true),
            Define("birthday_months_ahead", "months", "Months from the date's month to the customer's month of birth, 0 to 11."),
            Define("birthday_in_horizon", "flag", "1 = the month of birth begins or lies within the horizon after the date, 0 = not."),
            Define("season_sine", "season", "Sine of the date's day in the year, once around; only with two years of history; in a model, between its snapshots."),
            Define("season_cosine", "season", "Cosine of the date's day in the year, once around; only with two years of history; in a model, between its snapshots."),
            Define("season_level", "ratio", "Orders of the whole base a year ago in the window that corresponds to the horizon, against a window of that length in the year to the date on average; in a model, only with two years between its snapshots."),
        ])
    {
    }

    // A season that the history saw only once cannot be told from the trend.
    public override IEnumerable<FeatureDefinition> ChooseFor(HistoryProfile profile) => Definitions.Where(feature => feature.Name switch
    {
        "journey_stage" => true,
        "birthday_months_ahead" or "birthday_in_horizon" => profile.Has("customers.birth_month"),
        _ => profile.SpanDays >= SeasonSpanDays,
    });

    public override void Compute(in CustomerView customer, ref FeatureWriter writer)
    {
        var date = customer.Frame.AsOf.Date;
        writer.Add((double?)JourneyStages.Of(customer) ?? double.NaN);
        AddBirthday(customer, date, ref writer);
        var (sine, cosine) = Math.SinCos(2 * Math.PI * (date.DayOfYear - 1) / (DateTime.IsLeapYear(date.Year) ? 366 : 365));
        writer.Add(sine);
        writer.Add(cosine);
        writer.Add(customer.Reference.SeasonLevel ?? double.NaN);
    }

    private static FeatureDefinition Define(string name, string unit, string definition) =>
        new(name, FeatureGroup.Calendar, unit, definition);

    private static void AddBirthday(in CustomerView customer, DateOnly date, ref FeatureWriter writer)
    {
        if (customer.Row is not { } row || customer.Store.Customers!.BirthMonth is not { } months || months[row] == 0)
        {
            writer.AddMissing(2);
            return;
        }

        var ahead = (months[row] - date.Month + 12) % 12;
        var horizonEnd = date.AddDays(customer.Reference.HorizonDays - 1);
        var monthsCovered = ((horizonEnd.Year - date.Year) * 12) + horizonEnd.Month - date.Month;
        writer.Add(ahead);
        writer.AddFlag(ahead <= monthsCovered);
    }
}
