namespace ChurnPredict.Boosting;

/// <summary>Chooses which features share a slot.</summary>
internal static class SlotPacking
{
    private const int MaximumCodes = 256;

    /// <summary>First fit, features with more bins first; the order depends on the bins alone.</summary>
    public static Slot[] Pack(FeatureBins[] bins)
    {
        var open = new List<(List<int> Features, int Codes)>();
        foreach (var feature in Enumerable.Range(0, bins.Length).OrderByDescending(feature => bins[feature].BinCount).ThenBy(feature => feature))
        {
            var fit = open.FindIndex(slot => slot.Codes * bins[feature].BinCount <= MaximumCodes);
            if (fit < 0)
            {
                fit = open.Count;
                open.Add(([], 1));
            }

            open[fit].Features.Add(feature);
            open[fit] = (open[fit].Features, open[fit].Codes * bins[feature].BinCount);
        }

        return [.. open.Select(slot => new Slot([.. slot.Features], [.. slot.Features.Select(feature => bins[feature].BinCount)]))];
    }
}
