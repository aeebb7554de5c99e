namespace ChurnPredict.Features;

/// <summary>Takes a block's values one after the other.</summary>
internal ref struct FeatureWriter
{
    private readonly Span<float> _values;

    /// <summary>Writes to <paramref name="values"/>, from its start.</summary>
    public FeatureWriter(Span<float> values) => _values = values;

    /// <summary>How many values were written.</summary>
    public int Count { get; private set; }

    /// <summary>Writes the next value; what a float cannot hold becomes the largest that it can.</summary>
    public void Add(double value) => _values[Count++] = (float)Math.Clamp(value, float.MinValue, float.MaxValue);

    /// <summary>Writes the value where it is known, otherwise that it is missing.</summary>
    public void AddIf(bool isKnown, double value) => Add(isKnown ? value : double.NaN);

    /// <summary>Writes a share where there is something to take it of, otherwise that it is missing.</summary>
    public void AddRatio(double numerator, double denominator) => Add(denominator > 0 ? numerator / denominator : double.NaN);

    /// <summary>Writes 1 or 0.</summary>
    public void AddFlag(bool value) => Add(value ? 1 : 0);

    /// <summary>Says of the next values that they are missing.</summary>
    public void AddMissing(int count)
    {
        _values.Slice(Count, count).Fill(float.NaN);
        Count += count;
    }
}
