using MathNet.Numerics.Distributions;

namespace ChurnPredict.Trainer.Generation;

/// <summary>The probability of wanting to leave after each of a customer's next orders, as far as the tables tell by a date. The
/// rank that each will hold is weighed by a normal approximation of the spend that it depends on. One a thread.</summary>
internal sealed class LeaveForecast(GenerationContext context)
{
    private const double RankDays = 365;

    private readonly BehaviourModel _model = context.Behaviour;
    private readonly LeaveTable[] _tables = new LeaveTable[context.Behaviour.RankThresholds.Count + 1];
    private readonly double[] _leaves = new double[LeaveTable.LongestAhead];

    /// <summary>P(wants to leave after the n-th order ahead) of those who did not after any before, n = 1, 2, ...; valid until the
    /// next call.</summary>
    /// <param name="timeline">The customer's whole history; nothing at or after the date is looked at.</param>
    /// <param name="last">Index of the last order known.</param>
    /// <param name="at">The date, days since the start.</param>
    /// <param name="basket">Of the customer.</param>
    /// <param name="ordersPerDay">Expected rate.</param>
    public ReadOnlySpan<double> After(CustomerTimeline timeline, int last, int at, BasketPosterior basket, double ordersPerDay)
    {
        var memory = MemoryOf(timeline.Orders, last, at);
        for (var rank = 0; rank < _tables.Length; rank++)
            _tables[rank] = context.LeaveTables.Of(timeline.Profile, timeline.Profile.PriceRiseIn(at), rank);
        for (var ahead = 1; ahead <= _leaves.Length; ahead++)
        {
            var spend = ahead * basket.ExpectedAmount(at);
            var from = at + Math.Min(RankDays, ahead / ordersPerDay) - RankDays;
            for (var index = last; index >= 0 && timeline.Orders[index].At > from; index--) spend += timeline.Orders[index].Amount;
            _leaves[ahead - 1] = OverRanks(ahead, last + 1, memory, spend, Math.Sqrt(ahead) * basket.AmountDeviation(at));
        }

        return _leaves;
    }

    /// <summary>P(wants to leave after the n-th order ahead) over the ranks at which it may be placed.</summary>
    private double OverRanks(int ahead, int orders, OrderMemory memory, double spend, double spendDeviation)
    {
        var (leaves, below) = (0.0, 0.0);
        for (var rank = 0; rank < _tables.Length && below < 1; rank++)
        {
            var upTo = rank == _tables.Length - 1 ? 1 : Normal.CDF(spend, spendDeviation, _model.RankThresholds[rank]);
            if (upTo > below) leaves += (upTo - below) * _tables[rank].LeavesAfter(ahead, orders, memory);
            below = upTo;
        }

        return leaves;
    }

    private OrderMemory MemoryOf(List<Order> orders, int last, int at)
    {
        var answered = last;
        while (answered >= 0 && !(orders[answered].Survey is { Score: not null } survey && survey.At < at)) answered--;
        var ticketed = last;
        while (ticketed >= 0 && !(orders[ticketed].Ticket is { } ticket && ticket.RespondedAt < at)) ticketed--;
        var isRemembered = ticketed >= 0 && orders[ticketed].Ticket!.OpenedAt > at - _model.TicketMemoryDays;
        return new OrderMemory(
            answered < 0 ? AnswerClass.None : Survey.ClassOf(orders[answered].Survey!.Score!.Value),
            IsKnownLate(orders[last], at),
            last > 0 && IsKnownLate(orders[last - 1], at),
            isRemembered ? ResponseTimes.SliceOf(_model, orders[ticketed].Ticket!.ResponseHours) : 0);
    }

    private static bool IsKnownLate(Order order, int at) => order.IsLate && order.PromisedAt < at;
}
