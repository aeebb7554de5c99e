namespace ChurnPredict.Trainer.Generation;

/// <summary>
/// How long a customer goes on ordering: the probability of staying through each of the next orders, and from it, over the negative
/// binomial number of orders that a gamma-distributed rate brings in a time ahead, that of still staying and the expected orders.
/// One a thread.
/// </summary>
internal sealed class OrdersAhead
{
    /// <summary>Orders beyond which nobody is followed.</summary>
    private const int Longest = 400;

    /// <summary>What of the distribution of the number of orders is not summed.</summary>
    private const double Tail = 1e-7;

    private readonly double[] _stays = new double[Longest + 1];
    private readonly double[] _placed = new double[Longest + 1];
    private double _shape;

    /// <summary>Begins with a customer.</summary>
    /// <param name="shape">Shape of the rate's posterior.</param>
    /// <param name="leavesAfter">P(wants to leave after the n-th order ahead) of those who did not before, n = 1, 2, ...; the last
    /// holds for all later ones.</param>
    public void Begin(double shape, ReadOnlySpan<double> leavesAfter)
    {
        _shape = shape;
        _stays[0] = 1;
        _placed[0] = 0;
        for (var order = 1; order <= Longest; order++)
        {
            _placed[order] = _placed[order - 1] + _stays[order - 1];
            _stays[order] = _stays[order - 1] * (1 - leavesAfter[Math.Min(order, leavesAfter.Length) - 1]);
        }
    }

    /// <summary>P(no order) in seasonal time ahead of one who could have ordered for <paramref name="exposure"/>.</summary>
    public double NoOrder(double exposure, double ahead) => Math.Exp(_shape * Math.Log(exposure / (exposure + ahead)));

    /// <summary>P(does not want to leave after any order in seasonal time ahead).</summary>
    public double Stays(double exposure, double ahead) => Expect(_stays, exposure, ahead);

    /// <summary>Expected orders in seasonal time ahead, until the one after which the customer wants to leave.</summary>
    public double Orders(double exposure, double ahead) => Expect(_placed, exposure, ahead);

    /// <summary>The mean of what follows from the number of orders that the rate would bring.</summary>
    private double Expect(double[] byOrders, double exposure, double ahead)
    {
        var share = ahead / (exposure + ahead);
        var probability = NoOrder(exposure, ahead);
        var rest = 1 - probability;
        var mean = probability * byOrders[0];
        for (var order = 1; order < Longest && rest > Tail; order++)
        {
            probability *= (_shape + order - 1) / order * share;
            rest -= probability;
            mean += probability * byOrders[order];
        }

        return mean + (rest * byOrders[Longest]);
    }
}
