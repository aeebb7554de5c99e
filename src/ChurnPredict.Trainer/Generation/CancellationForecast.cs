namespace ChurnPredict.Trainer.Generation;

/// <summary>When a contract is cancelled: who wants to leave does so at a steady rate unless won back; the others first have to
/// want to, after an order. One a thread.</summary>
internal sealed class CancellationForecast(BehaviourModel model)
{
    /// <summary>How often staying is worked out; in between it falls by equal factors.</summary>
    private const int NodeDays = 5;

    /// <summary>What the rate of those who have left counts in the rate of those who stay, some of whom were won back: little, unless there are
    /// no others.</summary>
    private const double LeftWeight = 1e-3;

    private readonly double[] _cancelled = new double[GenerationContext.LongestHorizonDays + 1];
    private readonly double[] _leaves = new double[GenerationContext.LongestHorizonDays + 1];

    /// <summary>P(cancelled by day d after the date), d = 0 to <see cref="GenerationContext.LongestHorizonDays"/>. Valid until the
    /// next call. Each day's step is exact for a share that is constant over the day.</summary>
    public double[] ByDay(Outlook outlook)
    {
        FindLeaves(outlook);
        var staysADay = Math.Exp(-1 / model.CancellationDelayDays);
        var leaving = outlook.LeftShare;
        var staying = 1 - leaving;
        var campaign = 0;
        _cancelled[0] = 0;
        for (var day = 1; day < _cancelled.Length; day++)
        {
            leaving += staying * _leaves[day];
            staying -= staying * _leaves[day];
            _cancelled[day] = _cancelled[day - 1] + (leaving * (1 - staysADay));
            leaving *= staysADay;
            for (; campaign < outlook.Campaigns.Count && outlook.Campaigns[campaign] < outlook.At + day; campaign++)
            {
                staying += leaving * outlook.WinBack;
                leaving *= 1 - outlook.WinBack;
            }
        }

        return _cancelled;
    }

    /// <summary>By day: the share of those who stay that wants to leave on it. Those won back are taken to be like the others.</summary>
    private void FindLeaves(Outlook outlook)
    {
        var before = 1.0;
        for (var node = NodeDays; node < _leaves.Length; node += NodeDays)
        {
            var stays = Stays(outlook, node);
            Array.Fill(_leaves, 1 - Math.Pow(stays / before, 1.0 / NodeDays), node - NodeDays + 1, NodeDays);
            before = stays;
        }
    }

    private static double Stays(Outlook outlook, int days)
    {
        var ahead = outlook.Clock.Between(outlook.At, outlook.At + days);
        var (stays, total) = (0.0, 0.0);
        foreach (var hypothesis in outlook.Hypotheses)
        {
            var weight = hypothesis.HasLeft ? LeftWeight * hypothesis.Weight : hypothesis.Weight;
            stays += weight * outlook.Orders.Stays(hypothesis.Exposure, ahead);
            total += weight;
        }

        return stays / total;
    }
}
