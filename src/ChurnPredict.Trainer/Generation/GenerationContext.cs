namespace ChurnPredict.Trainer.Generation;

/// <summary>What every customer of a run shares: options, seasons by kind, campaign days.</summary>
internal sealed class GenerationContext
{
    /// <summary>Days beyond the end for which truths are told.</summary>
    public const int LongestHorizonDays = 365;

    private const double FirstCampaignAt = 12.44;
    private const double DaysBetweenCampaigns = 30;

    public GenerationContext(GenerationOptions options)
    {
        Options = options;
        Days = options.Days;
        LeaveTables = new LeaveTables(options.Behaviour);
        Clocks = [.. Behaviour.Kinds.Select(kind => new SeasonClock(options.Start, Days + LongestHorizonDays + 2, kind.SeasonStrength))];
    }

    public GenerationOptions Options { get; }

    /// <summary>What becomes of customers order by order.</summary>
    public LeaveTables LeaveTables { get; }

    public BehaviourModel Behaviour => Options.Behaviour;

    /// <summary>Length of the history in days: nothing at or after it has been seen.</summary>
    public int Days { get; }

    /// <summary>Seasonal time, by kind.</summary>
    public SeasonClock[] Clocks { get; }

    /// <summary>Campaigns in <c>(from, to)</c>, in days since the start.</summary>
    public static IEnumerable<double> CampaignsBetween(double from, double to)
    {
        var first = Math.Max(0, Math.Floor((from - FirstCampaignAt) / DaysBetweenCampaigns) + 1);
        for (var campaign = first; FirstCampaignAt + (campaign * DaysBetweenCampaigns) < to; campaign++)
        {
            yield return FirstCampaignAt + (campaign * DaysBetweenCampaigns);
        }
    }

    /// <summary>Loyalty rank by the spend of the 365 days up to an order.</summary>
    public int RankOf(double spend)
    {
        var rank = 0;
        while (rank < Behaviour.RankThresholds.Count && spend >= Behaviour.RankThresholds[rank]) rank++;
        return rank;
    }
}
