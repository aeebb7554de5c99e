using ChurnPredict.History;

namespace ChurnPredict.Features;

/// <summary>What the customer answered when asked, and whether they answered.</summary>
internal sealed class SatisfactionFeatures : FeatureBlock
{
    private static readonly SatisfactionInstrument[] Instruments = Enum.GetValues<SatisfactionInstrument>();
    private readonly int _aspectCount;

    /// <summary>Makes the block.</summary>
    /// <param name="aspects">Aspects that get features of their own.</param>
    public SatisfactionFeatures(Vocabulary aspects)
        : base(
        [
            Define("satisfaction_last", "position", "Last answer to any question, between 0 = worst and 1 = best end of its scale."),
            Define("satisfaction_mean", "position", "Mean of all answers, each between 0 and 1 on its scale."),
            Define("satisfaction_worst_365d", "position", "Worst answer in the 365 days before the date, between 0 and 1 on its scale."),
            Define("satisfaction_trend", "position_change", "Last answer minus the mean of those before it, each between 0 and 1 on its scale."),
            Define("satisfaction_answer_days", "days", "Days from the last answer to the date."),
            Define("satisfaction_answers", "answers", "Answers before the date."),
            Define("satisfaction_unanswered", "questions", "Questions before the date that were not answered."),
            Define("satisfaction_unanswered_share", "share", "Share of questions that were not answered."),
            Define("satisfaction_unanswered_since", "questions", "Questions since the last answer that were not answered."),
            Define("nps_class", "nps_class", "By the last NPS answer: 0 = detractor (0–6), 1 = passive (7–8), 2 = promoter (9–10)."),
            Define("detractor_recency_days", "days", "Days from the last NPS answer of a detractor to the date."),
            Define("sci_class", "sci_class", "Secure customer index by the last answers to its three questions: 2 = secure (top two boxes on all), 1 = favourable (at least 7 of 10 on all), 0 = vulnerable."),
            .. Instruments.SelectMany(DefineInstrument),
            .. WordNames.Define(aspects, "satisfaction", "last", FeatureGroup.Satisfaction, "position", "Last answer on '{0}', between 0 and 1 on its scale."),
            .. WordNames.Define(aspects, "satisfaction", "mean", FeatureGroup.Satisfaction, "position", "Mean of the answers on '{0}', each between 0 and 1 on its scale."),
        ]) => _aspectCount = aspects.Count;

    public override IEnumerable<FeatureDefinition> ChooseFor(HistoryProfile profile) =>
        profile.Has("satisfaction") ? Definitions.Where(feature => IsCarried(feature, profile)) : [];

    public override void Compute(in CustomerView customer, ref FeatureWriter writer)
    {
        Span<AnswerTally> instruments = stackalloc AnswerTally[Instruments.Length];
        Span<AnswerTally> aspects = stackalloc AnswerTally[_aspectCount];
        instruments.Clear();
        aspects.Clear();
        var all = default(AnswerTally);
        var (asked, unansweredSince, worst365, detractorAt) = (0, 0, double.NaN, long.MinValue);
        if (customer.Store.Satisfaction is { } table)
        {
            var frame = customer.Frame;
            var (begin, end) = table.RowsBefore(customer.Customer, frame.Now);
            for (var row = begin; row < end; row++)
            {
                if (!table.IsKnown(row, frame.Now)) continue;
                asked++;
                unansweredSince++;
                var position = SatisfactionClass.Position(table, row);
                if (double.IsNaN(position)) continue;
                unansweredSince = 0;
                var at = table.OccurredAt[row];
                all.Add(position, row, at);
                instruments[(int)table.Instrument[row]].Add(table.Score[row], row, at);
                if (table.Aspect is { } codes && customer.Binding.Aspects[codes[row]] is var aspect && aspect != Vocabulary.Missing)
                    aspects[aspect].Add(position, row, at);
                if (at >= frame.Since(365) && !(position >= worst365)) worst365 = position;
                if (table.Instrument[row] == SatisfactionInstrument.Nps && SatisfactionClass.NetPromoter(position) == SatisfactionClass.Detractor)
                    detractorAt = at;
            }
        }

        AddAll(customer, all, asked, unansweredSince, worst365, ref writer);
        AddClasses(customer, instruments, detractorAt, ref writer);
        foreach (ref readonly var instrument in instruments)
        {
            writer.Add(instrument.Last);
            writer.Add(instrument.Mean);
            writer.Add(instrument.Trend);
        }

        foreach (ref readonly var aspect in aspects) writer.Add(aspect.Last);
        foreach (ref readonly var aspect in aspects) writer.Add(aspect.Mean);
    }

    /// <summary>The class of the secure customer index by the last answers of a customer; NaN unless all three questions were answered.</summary>
    internal static double SecureCustomer(SatisfactionTable? table, ReadOnlySpan<AnswerTally> instruments)
    {
        var least = SatisfactionClass.Secure;
        for (var instrument = SatisfactionInstrument.SciSatisfied; instrument <= SatisfactionInstrument.SciRecommend; instrument++)
        {
            if (table is null || instruments[(int)instrument].Count == 0) return double.NaN;
            least = int.Min(least, SatisfactionClass.SecureCustomer(table, instruments[(int)instrument].LastRow));
        }

        return least;
    }

    private static FeatureDefinition Define(string name, string unit, string definition) =>
        new(name, FeatureGroup.Satisfaction, unit, definition);

    private static IEnumerable<FeatureDefinition> DefineInstrument(SatisfactionInstrument instrument)
    {
        var name = NameOf(instrument);
        yield return Of("last", "points", "Last answer to '{0}', on its own scale.");
        yield return Of("mean", "points", "Mean of the answers to '{0}', on their own scale.");
        yield return Of("trend", "points_change", "Last answer to '{0}' minus the mean of those before it.");

        FeatureDefinition Of(string suffix, string unit, string definition) =>
            new($"{name}_{suffix}", FeatureGroup.Satisfaction, unit, string.Format(definition, name))
            {
                LabelKey = $"instrument_{suffix}",
                LabelArgument = name.ToUpperInvariant().Replace('_', ' '),
            };
    }

    private static string NameOf(SatisfactionInstrument instrument) => instrument switch
    {
        SatisfactionInstrument.SciSatisfied => "sci_satisfied",
        SatisfactionInstrument.SciRepurchase => "sci_repurchase",
        SatisfactionInstrument.SciRecommend => "sci_recommend",
        _ => instrument.ToString().ToLowerInvariant(),
    };

    private static bool IsCarried(FeatureDefinition feature, HistoryProfile profile)
    {
        if (feature.LabelKey.StartsWith("instrument_", StringComparison.Ordinal))
            return profile.Instruments.Any(instrument => feature.Name.StartsWith($"{NameOf(instrument)}_", StringComparison.Ordinal));
        return feature.Name switch
        {
            "nps_class" or "detractor_recency_days" => profile.Instruments.Contains(SatisfactionInstrument.Nps),
            "sci_class" => profile.Instruments.Contains(SatisfactionInstrument.SciSatisfied),
            _ => true,
        };
    }

    private static void AddAll(in CustomerView customer, in AnswerTally all, int asked, int unansweredSince, double worst365, ref FeatureWriter writer)
    {
        var frame = customer.Frame;
        writer.Add(all.Last);
        writer.Add(all.Mean);
        writer.AddIf(frame.Since(365) >= frame.SatisfactionStart, worst365);
        writer.Add(all.Trend);
        writer.AddIf(all.Count > 0, all.Count > 0 ? frame.DaysSince(all.LastAt) : 0);
        writer.Add(all.Count);
        writer.Add(asked - all.Count);
        writer.AddRatio(asked - all.Count, asked);
        writer.Add(unansweredSince);
    }

    private static void AddClasses(in CustomerView customer, scoped ReadOnlySpan<AnswerTally> instruments, long detractorAt, ref FeatureWriter writer)
    {
        var table = customer.Store.Satisfaction;
        ref readonly var nps = ref instruments[(int)SatisfactionInstrument.Nps];
        writer.AddIf(nps.Count > 0, nps.Count > 0 ? SatisfactionClass.NetPromoter(SatisfactionClass.Position(table!, nps.LastRow)) : 0);
        writer.AddIf(detractorAt != long.MinValue, detractorAt != long.MinValue ? customer.Frame.DaysSince(detractorAt) : 0);
        writer.Add(SecureCustomer(table, instruments));
    }
}
