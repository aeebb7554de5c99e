namespace ChurnPredict.Trainer.Generation;

/// <summary>All ways in which an order may turn out, and what a customer remembers after each.</summary>
internal sealed class OrderOutcomes
{
    private readonly int[][] _next;

    /// <param name="model">The parameters.</param>
    public OrderOutcomes(BehaviourModel model)
    {
        All = OrderOutcome.All(model);
        _next = [.. Enumerable.Range(0, OrderMemory.Count).Select(index => All.Select(outcome => OrderMemory.At(index).Next(outcome).Index).ToArray())];
    }

    /// <summary>The outcomes; probabilities add up to 1.</summary>
    public IReadOnlyList<OrderOutcome> All { get; }

    /// <summary>By outcome: the index of what is remembered then.</summary>
    /// <param name="memory">The index of what was remembered before.</param>
    public ReadOnlySpan<int> Next(int memory) => _next[memory];
}
