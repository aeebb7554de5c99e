using MathNet.Numerics;

namespace ChurnPredict.Learning;

/// <summary>
/// Expected maximum profit of a retention campaign (Verbraken, Verbeke, Baesens 2013, A novel profit maximizing metric for measuring
/// classification performance of customer churn prediction models, IEEE TKDE 25(5)): the profit per customer at the best
/// contacted share, averaged over a beta-distributed probability that a contacted churner accepts the offer.
/// </summary>
public sealed record ExpectedMaximumProfit
{
    /// <summary>First parameter of the acceptance probability's beta distribution, above 1.</summary>
    public double Alpha { get; init; } = 6;

    /// <summary>Second parameter of the acceptance probability's beta distribution, above 1.</summary>
    public double Beta { get; init; } = 14;

    /// <summary>Value of a retained customer, in the currency.</summary>
    public double CustomerValue { get; init; } = 200;

    /// <summary>Cost of the offer where it is accepted, in the currency.</summary>
    public double OfferCost { get; init; } = 10;

    /// <summary>Cost of a contact, in the currency.</summary>
    public double ContactCost { get; init; } = 1;

    /// <summary>Profit per customer of the base.</summary>
    /// <param name="labels">1 = churned, 0 = stayed.</param>
    /// <param name="scores">Any score that rises with risk.</param>
    public double PerCustomer(ReadOnlySpan<float> labels, ReadOnlySpan<double> scores)
    {
        var hull = RocHull(labels, scores, out var churnShare);
        if (churnShare is 0 or 1) return 0;
        var stayShare = 1 - churnShare;
        var (delta, phi) = (OfferCost / CustomerValue, ContactCost / CustomerValue);
        var profit = 0.0;
        var from = 0.0;
        for (var segment = 0; segment < hull.Count && from < 1; segment++)
        {
            var to = 1.0;
            if (segment + 1 < hull.Count)
            {
                var churnersGained = hull[segment + 1].Churners - hull[segment].Churners;
                var stayersGained = hull[segment + 1].Stayers - hull[segment].Stayers;
                to = ((stayShare * (delta + phi) * stayersGained) + (churnShare * phi * churnersGained)) / (churnShare * (1 - delta) * churnersGained);
                to = double.IsNaN(to) ? 1 : Math.Min(1, Math.Max(from, to));
            }

            var (churners, stayers) = hull[segment];
            var acceptedShare = Alpha / (Alpha + Beta) * (Cdf(Alpha + 1, to) - Cdf(Alpha + 1, from));
            var share = Cdf(Alpha, to) - Cdf(Alpha, from);
            profit += CustomerValue * (1 - delta) * churnShare * churners * acceptedShare;
            profit -= CustomerValue * ((phi * churnShare * churners) + ((delta + phi) * stayShare * stayers)) * share;
            from = to;
        }

        return profit;
    }

    private double Cdf(double alpha, double x) => SpecialFunctions.BetaRegularized(alpha, Beta, double.Clamp(x, 0, 1));

    /// <summary>Corners of the ROC curve's convex hull, from contacting nobody to contacting all, as shares of each class.</summary>
    private static List<(double Churners, double Stayers)> RocHull(ReadOnlySpan<float> labels, ReadOnlySpan<double> scores, out double churnShare)
    {
        var ranked = scores.ToArray();
        var ordered = labels.ToArray();
        Array.Sort(ranked, ordered);
        Array.Reverse(ranked);
        Array.Reverse(ordered);
        double churnTotal = ordered.Sum(), stayTotal = ordered.Length - churnTotal;
        churnShare = ordered.Length == 0 ? 0 : churnTotal / ordered.Length;
        var hull = new List<(double Churners, double Stayers)> { (0, 0) };
        double churners = 0, stayers = 0;
        for (var rank = 0; rank < ranked.Length; rank++)
        {
            churners += ordered[rank];
            stayers += 1 - ordered[rank];
            if (rank + 1 < ranked.Length && ranked[rank + 1] == ranked[rank]) continue;
            var point = (churners / churnTotal, stayers / stayTotal);
            while (hull.Count > 1 && Cross(hull[^2], hull[^1], point) >= 0) hull.RemoveAt(hull.Count - 1);
            hull.Add(point);
        }

        return hull;
    }

    /// <summary>Positive where the turn at b bends upwards, which a hull over the curve may not.</summary>
    private static double Cross((double Y, double X) a, (double Y, double X) b, (double Y, double X) c) =>
        ((b.X - a.X) * (c.Y - a.Y)) - ((b.Y - a.Y) * (c.X - a.X));
}
