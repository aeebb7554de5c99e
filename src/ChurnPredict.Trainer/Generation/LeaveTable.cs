namespace ChurnPredict.Trainer.Generation;

/// <summary>
/// The probability of having wanted to leave after none of the next orders, for customers of one kind, plan, price and rank: what
/// they remember (the last answer, late deliveries, the last ticket) is renewed order by order, and newcomers become regulars.
/// Worked out backwards over all that may be remembered and all outcomes of an order.
/// </summary>
internal sealed class LeaveTable
{
    /// <summary>Orders ahead that are told apart.</summary>
    public const int LongestAhead = 24;

    private readonly BehaviourModel _model;
    private readonly OrderOutcomes _outcomes;
    private readonly Experience _stem;
    private readonly double[][][] _stays = new double[LongestAhead + 1][][];

    /// <param name="model">The parameters.</param>
    /// <param name="outcomes">Of an order.</param>
    /// <param name="stem">Kind, plan, price and rank; its other parts do not matter.</param>
    public LeaveTable(BehaviourModel model, OrderOutcomes outcomes, in Experience stem)
    {
        _model = model;
        _outcomes = outcomes;
        _stem = stem;
        var (newcomer, regular) = (StaysAfter(1), StaysAfter(model.NewcomerOrders + 1));
        _stays[0] = [.. Enumerable.Range(0, model.NewcomerOrders + 1).Select(_ => Enumerable.Repeat(1.0, OrderMemory.Count).ToArray())];
        for (var ahead = 1; ahead <= LongestAhead; ahead++)
        {
            var shorter = _stays[ahead - 1];
            _stays[ahead] = [.. shorter.Select((_, orders) =>
                AfterOneMore(orders < model.NewcomerOrders ? newcomer : regular, shorter[Math.Min(orders + 1, model.NewcomerOrders)]))];
        }
    }

    /// <summary>P(wants to leave after the n-th order ahead), of those who did not after any before.</summary>
    /// <param name="ahead">n, 1 to <see cref="LongestAhead"/>.</param>
    /// <param name="orders">Orders so far, 0 or more.</param>
    /// <param name="memory">What the customer remembers of them.</param>
    public double LeavesAfter(int ahead, int orders, OrderMemory memory)
    {
        var row = Math.Min(orders, _model.NewcomerOrders);
        return 1 - (_stays[ahead][row][memory.Index] / _stays[ahead - 1][row][memory.Index]);
    }

    /// <summary>By memory and outcome of an order: P(it turns out so, and the customer stays).</summary>
    private double[][] StaysAfter(int orderNumber) => [.. Enumerable.Range(0, OrderMemory.Count).Select(index =>
    {
        var memory = OrderMemory.At(index);
        return _outcomes.All.Select(outcome => outcome.Probability * (1 - _model.LeaveProbability(_stem with
        {
            OrderNumber = orderNumber,
            LateOrders = (outcome.IsLate ? 1 : 0) + memory.LateOrders,
            ResponseHours = ResponseTimes.Hours(_model, outcome.ResponseSlice > 0 ? outcome.ResponseSlice : memory.ResponseSlice),
            Answer = outcome.Answer == AnswerClass.None ? memory.Answer : outcome.Answer,
        }))).ToArray();
    })];

    /// <summary>By memory: P(stays after the next order and those after it). The memory of a ticket ends at a steady rate per order,
    /// so that it lasts as many orders as a mean customer of the kind places in that time.</summary>
    private double[] AfterOneMore(double[][] stays, double[] later)
    {
        var forgets = Math.Min(1, 1 / (_model.Kinds[_stem.Kind].OrdersPerDay * _model.TicketMemoryDays));
        var after = new double[OrderMemory.Count];
        for (var index = 0; index < after.Length; index++)
        {
            var next = _outcomes.Next(index);
            for (var outcome = 0; outcome < next.Length; outcome++) after[index] += stays[index][outcome] * later[next[outcome]];
        }

        for (var index = 0; index < after.Length; index++)
            after[index] += forgets * (after[OrderMemory.At(index).WithoutTicket.Index] - after[index]);
        return after;
    }
}
