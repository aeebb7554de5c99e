namespace ChurnPredict.Trainer.Generation;

/// <summary>The distribution of the time to the first response in equal slices, each stood for by its median.</summary>
internal static class ResponseTimes
{
    /// <summary>Medians of equal slices of a standard normal.</summary>
    private static readonly double[] Medians = [-1.2816, -0.5244, 0, 0.5244, 1.2816];

    /// <summary>Number of slices.</summary>
    public static int Slices => Medians.Length;

    /// <summary>Hours to the first response.</summary>
    /// <param name="model">Whose distribution it is.</param>
    /// <param name="slice">0 = no ticket, else 1 + the slice.</param>
    public static double? Hours(BehaviourModel model, int slice) => slice == 0
        ? null
        : Math.Clamp(model.ResponseMedianHours * Math.Exp(model.ResponseSpread * Medians[slice - 1]), 0.1, 120);

    /// <summary>The slice whose median is nearest in days to hours seen; 0 without a ticket.</summary>
    public static int SliceOf(BehaviourModel model, double? hours) => hours is { } seen
        ? Enumerable.Range(1, Slices).MinBy(slice => Math.Abs(Hours(model, slice)!.Value - seen))
        : 0;
}
