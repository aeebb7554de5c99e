namespace ChurnPredict.History;

/// <summary>Lists, by referring customer, when the customers they referred joined.</summary>
internal static class Referrals
{
    /// <summary>Makes the list.</summary>
    /// <param name="rowStart">Rows of the customers table by customer.</param>
    /// <param name="referredBy">By row: the referring customer, or <see cref="Vocabulary.Missing"/>.</param>
    /// <param name="signedUpAt">By row; null without the column.</param>
    /// <param name="firstEvents">By customer; stands in for a sign-up that is absent.</param>
    public static (int[] Start, long[] At) Create(int[] rowStart, int[] referredBy, long[]? signedUpAt, long[] firstEvents)
    {
        var customerCount = rowStart.Length - 1;
        var joined = new List<(int Referrer, long At, int Customer)>();
        for (var customer = 0; customer < customerCount; customer++)
        {
            for (var row = rowStart[customer]; row < rowStart[customer + 1]; row++)
            {
                var signedUp = signedUpAt?[row] ?? Instants.Missing;
                var at = signedUp != Instants.Missing ? signedUp : firstEvents[customer];
                if (referredBy[row] != Vocabulary.Missing && at != Instants.Missing) joined.Add((referredBy[row], at, customer));
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
