namespace ChurnPredict.MLNet;

/// <summary>A row as ML.NET takes it; its members are the columns of the data that a saved model asks for.</summary>
internal sealed class SlotRow
{
    /// <summary>One value a slot of <see cref="SlotLayout"/>; NaN where missing.</summary>
    public float[] Features { get; set; } = [];

    /// <summary>What a classifier learns.</summary>
    public bool Label { get; set; }

    /// <summary>What a regression learns.</summary>
    public float Target { get; set; }

    /// <summary>How much the row counts.</summary>
    public float Weight { get; set; } = 1;
}
