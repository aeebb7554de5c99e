using ChurnPredict.Boosting;

namespace ChurnPredict.MLNet;

/// <summary>
/// Where a feature stands among the slots of ML.NET's feature vector: a numeric one in one slot, a category in as many slots of 0 or 1
/// as training rows show categories. FastTree leaves out training rows that hold a NaN and sends NaN right when it scores; so a missing
/// number becomes a constant below every training value of its column, which then always goes left. A missing category is all zeros.
/// </summary>
internal sealed class SlotLayout
{
    private readonly int[] _firstSlot;
    private readonly int[] _categories;

    private SlotLayout(IReadOnlyList<FeatureColumn> features, int[] categories, float[] missing)
    {
        Features = features;
        _categories = categories;
        _firstSlot = new int[features.Count + 1];
        for (var feature = 0; feature < features.Count; feature++)
            _firstSlot[feature + 1] = _firstSlot[feature] + Math.Max(1, categories[feature]);
        MissingValues = missing;
    }

    /// <summary>The features of a row.</summary>
    public IReadOnlyList<FeatureColumn> Features { get; }

    /// <summary>Slots of a row.</summary>
    public int SlotCount => _firstSlot[^1];

    /// <summary>What stands for missing, by slot.</summary>
    public float[] MissingValues { get; }

    /// <summary>First and last slot of each categorical feature, one after the other.</summary>
    public int[] CategoryRanges =>
        [.. Enumerable.Range(0, Features.Count).Where(feature => _categories[feature] > 0).SelectMany(feature => new[] { _firstSlot[feature], _firstSlot[feature + 1] - 1 })];

    /// <summary>A layout for training rows.</summary>
    public static SlotLayout For(FeatureMatrix rows)
    {
        var categories = new int[rows.FeatureCount];
        var missing = new List<float>();
        for (var feature = 0; feature < rows.FeatureCount; feature++)
        {
            var (minimum, maximum) = RangeOf(rows, feature);
            categories[feature] = rows.Features[feature].IsCategorical ? (int)Math.Max(0, maximum) + 1 : 0;
            if (categories[feature] > 0) missing.AddRange(new float[categories[feature]]);
            else missing.Add(Below(minimum));
        }

        return new SlotLayout(rows.Features, categories, [.. missing]);
    }

    /// <summary>The slots of one row; missing numbers stay NaN.</summary>
    public float[] SlotsOf(ReadOnlySpan<float> row)
    {
        var slots = new float[SlotCount];
        for (var feature = 0; feature < row.Length; feature++)
        {
            var value = row[feature];
            if (_categories[feature] == 0) slots[_firstSlot[feature]] = value;
            else if (value >= 0 && value < _categories[feature]) slots[_firstSlot[feature] + (int)value] = 1;
        }

        return slots;
    }

    /// <summary>The feature of a slot, and its category; null for a number.</summary>
    public (int Feature, int? Category) At(int slot)
    {
        var found = Array.BinarySearch(_firstSlot, slot);
        var feature = found >= 0 ? found : ~found - 1;
        return (feature, _categories[feature] > 0 ? slot - _firstSlot[feature] : null);
    }

    /// <summary>Names of the slots: the feature's, for a category with its number.</summary>
    public IEnumerable<string> SlotNames() => Enumerable.Range(0, SlotCount).Select(slot =>
    {
        var (feature, category) = At(slot);
        return category is { } number ? $"{Features[feature].Name}={number}" : Features[feature].Name;
    });

    private static (float Minimum, float Maximum) RangeOf(FeatureMatrix rows, int feature)
    {
        var (minimum, maximum) = (float.PositiveInfinity, float.NegativeInfinity);
        for (var row = 0; row < rows.RowCount; row++)
        {
            var value = rows.Row(row)[feature];
            minimum = float.MinNumber(minimum, value);
            maximum = float.MaxNumber(maximum, value);
        }

        return (minimum, maximum);
    }

    private static float Below(float minimum) => float.IsFinite(minimum) ? Math.Max(-float.MaxValue, minimum - Math.Max(1, Math.Abs(minimum))) : -1;
}
