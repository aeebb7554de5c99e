namespace ChurnPredict.Trainer.Generation;

/// <summary>What is ahead of a customer as of a date. Valid until the next customer's is made.</summary>
internal sealed record Outlook
{
    /// <summary>The date, whole days since the start.</summary>
    public required int At { get; init; }

    /// <summary>Seasonal time of the customer's kind.</summary>
    public required SeasonClock Clock { get; init; }

    /// <summary>What may have gone on so far; weights add up to 1.</summary>
    public required IReadOnlyList<Hypothesis> Hypotheses { get; init; }

    /// <summary>The orders of one who does not want to leave.</summary>
    public required OrdersAhead Orders { get; init; }

    /// <summary>Campaigns within the longest horizon, days since the start.</summary>
    public required IReadOnlyList<double> Campaigns { get; init; }

    /// <summary>P(a campaign changes the mind of one who wants to leave): that it touches them, and that the touch does.</summary>
    public required double WinBack { get; init; }

    /// <summary>From when campaigns leave alone one who does not order any more, days since the start.</summary>
    public required double LeftAloneFrom { get; init; }

    /// <summary>P(wants to leave at the date).</summary>
    public double LeftShare => Hypotheses.Sum(hypothesis => hypothesis.HasLeft ? hypothesis.Weight : 0);

    /// <summary>Campaigns before an instant that may win back one who has left by the date.</summary>
    public IEnumerable<double> CampaignsForLeft(double until) => Campaigns.TakeWhile(campaign => campaign < Math.Min(until, LeftAloneFrom));
}
