using ChurnPredict.History;

namespace ChurnPredict.Features;

/// <summary>Fits what features need to know of the base, on data before a date.</summary>
public static class FeatureReferenceFitter
{
    /// <summary>Fits the reference of one date.</summary>
    /// <param name="source">The history.</param>
    /// <param name="schema">Which features the reference serves.</param>
    /// <param name="asOf">The date; nothing at or after it is looked at.</param>
    /// <param name="definition">What churn means; null = as the history's description says.</param>
    /// <param name="threadCount">Threads, 1 or more; the result does not depend on it.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static FeatureReference Fit(
        HistorySource source,
        FeatureSchema schema,
        AsOfDate asOf,
        ChurnDefinition? definition = null,
        int threadCount = 1,
        CancellationToken cancellationToken = default) =>
        Fit(source, schema, [asOf], definition, threadCount, cancellationToken)[0];

    /// <summary>Fits the references of several dates in one pass over the customers.</summary>
    /// <param name="source">The history.</param>
    /// <param name="schema">Which features the references serve.</param>
    /// <param name="dates">The dates.</param>
    /// <param name="definition">What churn means; null = as the history's description says.</param>
    /// <param name="threadCount">Threads, 1 or more; the result does not depend on it.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static IReadOnlyList<FeatureReference> Fit(
        HistorySource source,
        FeatureSchema schema,
        IReadOnlyList<AsOfDate> dates,
        ChurnDefinition? definition = null,
        int threadCount = 1,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(dates);
        ArgumentOutOfRangeException.ThrowIfLessThan(threadCount, 1);
        var samples = dates.Select(date => new BaseSample(source, date, definition ?? source.Description.Churn)).ToArray();
        var before = 0;
        foreach (var part in source.Parts())
        {
            var first = before;
            CustomerRanges.ForEach(part.CustomerCount, threadCount, TakeRange, cancellationToken);
            foreach (var sample in samples) sample.TakeTables(part);
            before += part.CustomerCount;

            void TakeRange(int from, int to)
            {
                for (var customer = from; customer < to; customer++)
                {
                    foreach (var sample in samples) sample.Take(part, customer, first + customer);
                }
            }
        }

        // A sample's models are fitted on chunks of customers that few threads share well: whole samples share better.
        var references = new FeatureReference[samples.Length];
        var threadsEach = int.Max(1, threadCount / int.Max(1, samples.Length));
        ParallelWork.For(samples.Length, threadCount, index => references[index] = samples[index].ToReference(threadsEach), cancellationToken);
        return references;
    }
}
