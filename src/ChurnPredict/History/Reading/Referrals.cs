namespace ChurnPredict.History;

/// <summary>Lists, by referring customer, when the customers they referred joined.</summary>
internal static class Referrals
{
    /// <summary>Makes the list.</summary>
    /// <param name="rowStart">Rows of the customers table by customer.</param>
    /// <param name="referredBy">By row: the referring customer, <see cref="Vocabulary.Missing"/> or <see cref="CustomerTable.UnknownReferrer"/>.</param>
    /// <param name="signedUpAt">By row; null without the column.</param>
    /// <param name="validFrom">By row; null without the column. A referral counts from when the row that names the referrer holds.</param>
    /// <param name="ingestedAt">By row; null without the column. As <paramref name="validFrom"/>.</param>
    /// <param name="firstEvents">By customer, when the first event was known to have happened; stands in for a sign-up that is absent.</param>
    public static (int[] Start, long[] At) Create(
        int[] rowStart, int[] referredBy, long[]? signedUpAt, long[]? validFrom, long[]? ingestedAt, long[] firstEvents)
    {
        var customerCount = rowStart.Length - 1;
        var joined = new List<(int Referrer, long At, int Customer)>();
        for (var customer = 0; customer < customerCount; customer++)
        {
            for (var row = rowStart[customer]; row < rowStart[customer + 1]; row++)
            {
                var signedUp = signedUpAt?[row] ?? Instants.Missing;
                var at = signedUp != Instants.Missing ? signedUp : firstEvents[customer];
                var knownAt = long.Max(validFrom?[row] ?? Instants.Missing, ingestedAt?[row] ?? Instants.Missing);
                if (referredBy[row] >= 0 && at != Instants.Missing) joined.Add((referredBy[row], long.Max(at, knownAt), customer));
            }
        }

        joined.Sort();
        var referrals = joined.DistinctBy(entry => (entry.Referrer, entry.Customer)).ToArray();
        var start = new int[customerCount + 1];
        foreach (var entry in referrals) start[entry.Referrer + 1]++;
        for (var customer = 0; customer < customerCount; customer++) start[customer + 1] += start[customer];
        return (start, Array.ConvertAll(referrals, entry => entry.At));
    }
}
