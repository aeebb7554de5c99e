namespace ChurnPredict.Boosting;

/// <summary>In which order the cells of a leaf are added to its histogram.</summary>
internal enum HistogramLayout
{
    /// <summary>Row after row, eight slots at a time: one memory access a row of a scattered leaf.</summary>
    ByRow,

    /// <summary>Slot after slot: slots without a feature in the tree are left out, and no thread needs sums of its own.</summary>
    ByColumn,
}
