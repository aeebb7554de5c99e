namespace ChurnPredict.Features;

/// <summary>A block and where its values stand in a schema's rows.</summary>
internal sealed class BlockPlacement
{
    private const int Unused = -1;
    private readonly int[] _slots;
    private readonly int _offset;
    private readonly bool _isContiguous;

    private BlockPlacement(FeatureBlock block, int[] slots)
    {
        Block = block;
        _slots = slots;
        _offset = slots[0];
        _isContiguous = slots.Select((slot, position) => slot == _offset + position).All(isInPlace => isInPlace) && _offset != Unused;
    }

    /// <summary>The block.</summary>
    public FeatureBlock Block { get; }

    /// <summary>Places every block that a schema uses anything of.</summary>
    /// <exception cref="InvalidModelFileException">No block computes a feature of the schema.</exception>
    public static BlockPlacement[] Place(FeatureSchema schema)
    {
        var slots = schema.Features.Select((feature, slot) => (feature.Name, slot))
            .ToDictionary(pair => pair.Name, pair => pair.slot, StringComparer.Ordinal);
        var placements = FeatureCatalogue.Blocks(schema.Vocabularies, schema.Attributes)
            .Select(block => new BlockPlacement(block, [.. block.Definitions.Select(feature => slots.GetValueOrDefault(feature.Name, Unused))]))
            .Where(placement => placement._slots.Any(slot => slot != Unused))
            .ToArray();
        var computed = placements.SelectMany(placement => placement.Block.Definitions).Select(feature => feature.Name).ToHashSet(StringComparer.Ordinal);
        var unknown = schema.Features.FirstOrDefault(feature => !computed.Contains(feature.Name));
        return unknown is null
            ? placements
            : throw new InvalidModelFileException(
                $"features: found '{unknown.Name}', expected features that this version computes (features --dictionary lists them)");
    }

    /// <summary>Computes the block into its places of a row.</summary>
    /// <param name="customer">The customer.</param>
    /// <param name="scratch">Overwritten; at least as long as the block.</param>
    /// <param name="row">The row.</param>
    public void Compute(in CustomerView customer, Span<float> scratch, Span<float> row)
    {
        var values = _isContiguous ? row.Slice(_offset, _slots.Length) : scratch[.._slots.Length];
        var writer = new FeatureWriter(values);
        Block.Compute(customer, ref writer);
        System.Diagnostics.Debug.Assert(writer.Count == _slots.Length, $"{Block.GetType().Name} wrote {writer.Count} of {_slots.Length} values");
        if (_isContiguous) return;
        for (var position = 0; position < _slots.Length; position++)
        {
            if (_slots[position] != Unused) row[_slots[position]] = values[position];
        }
    }
}
