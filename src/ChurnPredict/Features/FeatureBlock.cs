namespace ChurnPredict.Features;

/// <summary>A family of features computed together from one customer's history. Blocks hold words and cut-offs, never a customer's
/// data, and are shared between threads.</summary>
internal abstract class FeatureBlock
{
    protected FeatureBlock(IReadOnlyList<FeatureDefinition> definitions) => Definitions = definitions;

    /// <summary>What the block computes, in the order in which it writes.</summary>
    public IReadOnlyList<FeatureDefinition> Definitions { get; }

    /// <summary>Those of the definitions that a history has the columns for.</summary>
    public abstract IEnumerable<FeatureDefinition> ChooseFor(HistoryProfile profile);

    /// <summary>Writes one value a definition, in their order.</summary>
    public abstract void Compute(in CustomerView customer, ref FeatureWriter writer);
}
