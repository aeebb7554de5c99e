namespace ChurnPredict.Boosting;

/// <summary>
/// Rows with every feature put into at most 256 bins, about one byte a cell, for learning. Made once, it serves any number of
/// learns on the same rows.
/// </summary>
public sealed class BinnedMatrix
{
    internal BinnedMatrix(int rowCount, IReadOnlyList<FeatureColumn> columns, FeatureBins[] bins, Slot[] slots, RowCodes codes)
    {
        RowCount = rowCount;
        Columns = columns;
        Bins = bins;
        Slots = slots;
        Codes = codes;
        Places = new SlotPlace[bins.Length];
        for (var slot = 0; slot < slots.Length; slot++)
        {
            for (var position = 0; position < slots[slot].Features.Length; position++)
                Places[slots[slot].Features[position]] = new SlotPlace(slot, position);
        }
    }

    /// <summary>Rows.</summary>
    public int RowCount { get; }

    /// <summary>One description a feature.</summary>
    internal IReadOnlyList<FeatureColumn> Columns { get; }

    /// <summary>One a feature.</summary>
    internal FeatureBins[] Bins { get; }

    internal Slot[] Slots { get; }

    /// <summary>Where each feature's bin stands.</summary>
    internal SlotPlace[] Places { get; }

    /// <summary>Each row's code in each slot.</summary>
    internal RowCodes Codes { get; }

    /// <summary>Puts every feature of a matrix into bins.</summary>
    /// <param name="matrix">Rows of finite values, NaN where missing. Read once, not kept.</param>
    /// <param name="maximumBins">Bins a feature, 2 to 255, besides the one for missing values.</param>
    /// <param name="threadCount">Threads to use; null means one a processor. The result does not depend on it.</param>
    /// <exception cref="InvalidTrainingDataException">There are no rows, a value is infinite, or a category is not a whole
    /// number.</exception>
    /// <exception cref="ArgumentException">A categorical feature has a monotone constraint.</exception>
    public static BinnedMatrix From(FeatureMatrix matrix, int maximumBins = 255, int? threadCount = null)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        if (maximumBins is < 2 or > 255)
            throw new ArgumentOutOfRangeException(nameof(maximumBins), maximumBins, "expected 2 to 255");
        return new BinnedMatrixBuilder(matrix, maximumBins, threadCount ?? Environment.ProcessorCount).Build();
    }
}
