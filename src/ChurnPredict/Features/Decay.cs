namespace ChurnPredict.Features;

/// <summary>Weights that halve with every half-life, by whole days of age; beyond ten half-lives an event counts nothing.</summary>
internal sealed class Decay
{
    private readonly double[] _weights;

    /// <summary>Lays out the weights of a half-life, so that no event needs an exponential.</summary>
    public Decay(int halfLifeDays) =>
        _weights = [.. Enumerable.Range(0, (halfLifeDays * 10) + 1).Select(age => Math.Pow(2, -age / (double)halfLifeDays))];

    /// <summary>The weight of an event.</summary>
    /// <param name="ageDays">Days before the date, 0 or more.</param>
    public double Weight(double ageDays) => ageDays < _weights.Length ? _weights[(int)ageDays] : 0;
}
