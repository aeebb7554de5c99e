using ChurnPredict.History;

namespace ChurnPredict.Labels;

/// <summary>
/// Which customers of a very large base have a row in a snapshot: a random part, drawn anew for each date by a hash of seed, date and
/// place in the canonical order, so that it is the same on any number of threads and however the history is parted. Beyond a few
/// hundred thousand rows a date, more of them hardly move a model.
/// </summary>
internal static class SnapshotSample
{
    /// <summary>Chooses.</summary>
    /// <param name="population">Customers who may have a row, by index, rising.</param>
    /// <param name="mostRows">Above this many a sample of about as many is taken; null = never.</param>
    /// <param name="seed">From which the choice derives.</param>
    /// <param name="date">The snapshot's date.</param>
    /// <returns>The population itself where it is small enough, else those chosen, rising.</returns>
    public static int[] Choose(int[] population, int? mostRows, int seed, DateOnly date)
    {
        if (mostRows is not { } most || population.Length <= most) return population;
        var salt = CustomerIds.Hash(((long)seed << 32) | (uint)date.DayNumber);
        var highest = (ulong)(ulong.MaxValue * (most / (double)population.Length));
        return Array.FindAll(population, customer => CustomerIds.Hash(unchecked((long)(salt ^ (uint)customer))) < highest);
    }
}
