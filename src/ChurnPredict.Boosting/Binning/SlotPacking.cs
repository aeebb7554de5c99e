namespace ChurnPredict.Boosting;

/// <summary>Chooses which features share a slot; the choice depends on bins and sample alone.</summary>
internal static class SlotPacking
{
    private const int MaximumCodes = 256;

    /// <summary>Packs exclusive features together, then all others as the product of their bins allows.</summary>
    /// <param name="bins">One a feature.</param>
    /// <param name="exclusive">Groups of features that exclude one another; empty to do without.</param>
    public static Slot[] Pack(FeatureBins[] bins, IEnumerable<IReadOnlyList<int>> exclusive)
    {
        var slots = new List<Slot>();
        var placed = new bool[bins.Length];
        foreach (var features in exclusive.SelectMany(group => Chunks(group, bins)))
        {
            int[] binCounts = [.. features.Select(feature => bins[feature].BinCount)];
            slots.Add(Slot.OfExclusive(features, binCounts, [.. features.Select(feature => UsualBin(bins[feature]))]));
            foreach (var feature in features) placed[feature] = true;
        }

        slots.AddRange(Combine(bins, placed));
        return [.. slots];
    }

    /// <summary>A group in parts whose codes fit; parts of one feature are left out.</summary>
    private static IEnumerable<int[]> Chunks(IReadOnlyList<int> group, FeatureBins[] bins)
    {
        var (chunk, codes) = (new List<int>(), 1);
        foreach (var feature in group)
        {
            if (codes + bins[feature].BinCount - 1 > MaximumCodes)
            {
                if (chunk.Count > 1) yield return [.. chunk];
                (chunk, codes) = ([], 1);
            }

            chunk.Add(feature);
            codes += bins[feature].BinCount - 1;
        }

        if (chunk.Count > 1) yield return [.. chunk];
    }

    private static int UsualBin(FeatureBins bins)
    {
        var bin = new byte[1];
        bins.Find([0f], 1, bin);
        return bin[0];
    }

    /// <summary>First fit, features with more bins first.</summary>
    private static IEnumerable<Slot> Combine(FeatureBins[] bins, bool[] placed)
    {
        var open = new List<(List<int> Features, int Codes)>();
        var rest = Enumerable.Range(0, bins.Length).Where(feature => !placed[feature]);
        foreach (var feature in rest.OrderByDescending(feature => bins[feature].BinCount).ThenBy(feature => feature))
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

        return open.Select(slot =>
            Slot.OfCombinations([.. slot.Features], [.. slot.Features.Select(feature => bins[feature].BinCount)]));
    }
}
