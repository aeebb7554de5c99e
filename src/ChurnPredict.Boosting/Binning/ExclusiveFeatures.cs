using System.Numerics;

namespace ChurnPredict.Boosting;

/// <summary>
/// Finds features that are mostly 0 and never differ from 0 in the same row, such as one column a product: they can share a slot
/// whose codes are added up instead of multiplied (exclusive feature bundling, LightGBM, NeurIPS 2017, without conflicts).
/// </summary>
internal static class ExclusiveFeatures
{
    /// <summary>Share of a sparse feature's rows that are 0 at least.</summary>
    private const double SparseShare = 0.8;

    /// <summary>
    /// Groups of at least two features that exclude one another in the sample, each feature in at most one; first fit by
    /// number.
    /// </summary>
    public static List<List<int>> Find(FeatureSample sample, int featureCount)
    {
        var groups = new List<(List<int> Features, ulong[] Taken)>();
        for (var feature = 0; feature < featureCount; feature++)
        {
            var other = NotZero(sample.Unsorted(feature));
            if (other.Sum(BitOperations.PopCount) > (1 - SparseShare) * sample.Rows) continue;
            var group = groups.FindIndex(candidate => AreDisjoint(candidate.Taken, other));
            if (group < 0)
            {
                groups.Add(([feature], other));
                continue;
            }

            groups[group].Features.Add(feature);
            for (var word = 0; word < other.Length; word++) groups[group].Taken[word] |= other[word];
        }

        return [.. groups.Where(group => group.Features.Count > 1).Select(group => group.Features)];
    }

    private static ulong[] NotZero(ReadOnlySpan<float> values)
    {
        var bits = new ulong[(values.Length + 63) / 64];
        for (var row = 0; row < values.Length; row++)
        {
            if (values[row] != 0) bits[row >> 6] |= 1UL << (row & 63);
        }

        return bits;
    }

    private static bool AreDisjoint(ulong[] first, ulong[] second)
    {
        for (var word = 0; word < first.Length; word++)
        {
            if ((first[word] & second[word]) != 0) return false;
        }

        return true;
    }
}
