using System.Collections.Concurrent;
using ChurnPredict.Boosting;

namespace ChurnPredict.Value;

/// <summary>
/// Parts that were fitted already. Value models of several as-of dates are judged on the same earlier origins by parts that saw the same
/// windows, and what one fits for use another fits to judge with. Asked from any threads; each part is fitted once.
/// </summary>
/// <param name="rounds">Told of every round of boosting; null = nobody listens.</param>
internal sealed class FittedHeads(IProgress<BoostingProgress>? rounds = null)
{
    private readonly ConcurrentDictionary<(int HorizonDays, DateOnly Last, ValueHead Head), Lazy<FittedHead>> _heads = new();

    /// <summary>Who is told of every round.</summary>
    public IProgress<BoostingProgress>? Rounds => rounds;

    /// <summary>Whether somebody asked for a part before.</summary>
    public bool Has(ValueLabels last, ValueHead head) => _heads.ContainsKey((last.HorizonDays, last.Date, head));

    /// <summary>A part that learned from all windows up to one, which is fitted when nobody asked for it before.</summary>
    public FittedHead Get(ValueLabels last, ValueHead head, Func<FittedHead> fit) =>
        _heads.GetOrAdd((last.HorizonDays, last.Date, head), _ => new Lazy<FittedHead>(fit)).Value;
}
