namespace ChurnPredict.Boosting;

/// <summary>Checks on rows before anything is learned from them.</summary>
internal static class TrainingDataChecks
{
    public static void ThrowIfInvalid(TrainingData data, IObjective objective)
    {
        ThrowIfNotOneEach(data);
        if (data.Features.RowCount == 0) throw new InvalidTrainingDataException("0 rows; expected at least 1");
        ThrowIfNotFinite(data.Labels, "label", float.NegativeInfinity);
        if (data.Weights is { } weights) ThrowIfNotFinite(weights, "weight", 0);
        if (data.InitialScores is { } scores && Array.FindIndex(scores, score => !double.IsFinite(score)) is >= 0 and var row)
            throw new InvalidTrainingDataException($"initial score {scores[row]} in row {row}; expected a finite number");
        if (data.Bins is { } bins && (bins.RowCount != data.Features.RowCount || bins.Bins.Length != data.Features.FeatureCount))
            throw new ArgumentException(
                $"bins of {bins.RowCount} × {bins.Bins.Length} for {data.Features.RowCount} rows of {data.Features.FeatureCount} features");
        objective.ThrowIfInvalid(data.Labels);
    }

    public static void ThrowIfInvalidForValidation(TrainingData validation, TrainingData training)
    {
        ThrowIfNotOneEach(validation);
        if (validation.Features.RowCount == 0)
            throw new InvalidTrainingDataException("0 validation rows; expected at least 1, or none given");
        if (validation.Features.FeatureCount != training.Features.FeatureCount)
            throw new ArgumentException(
                $"validation rows have {validation.Features.FeatureCount} features; expected {training.Features.FeatureCount}");
        ThrowIfNotFinite(validation.Labels, "validation label", float.NegativeInfinity);
        if (validation.Weights is { } weights) ThrowIfNotFinite(weights, "validation weight", 0);
    }

    public static void ThrowIfNotContinuable(TreeEnsemble ensemble, TrainingData training, IObjective objective)
    {
        if (ensemble.Features.Count != training.Features.FeatureCount)
            throw new ArgumentException(
                $"the ensemble to continue has {ensemble.Features.Count} features; expected {training.Features.FeatureCount}");
        if (ensemble.Link != objective.Link)
            throw new ArgumentException($"the ensemble to continue has the link {ensemble.Link}; expected {objective.Link}");
    }

    private static void ThrowIfNotOneEach(TrainingData data)
    {
        ArgumentNullException.ThrowIfNull(data.Features);
        ArgumentNullException.ThrowIfNull(data.Labels);
        var rows = data.Features.RowCount;
        if (data.Labels.Length != rows) throw new ArgumentException($"{data.Labels.Length} labels for {rows} rows");
        if (data.Weights is { } weights && weights.Length != rows)
            throw new ArgumentException($"{weights.Length} weights for {rows} rows");
        if (data.InitialScores is { } scores && scores.Length != rows)
            throw new ArgumentException($"{scores.Length} initial scores for {rows} rows");
    }

    private static void ThrowIfNotFinite(float[] values, string what, float minimum)
    {
        for (var row = 0; row < values.Length; row++)
        {
            if (!float.IsFinite(values[row]) || values[row] < minimum)
                throw new InvalidTrainingDataException(
                    $"{what} {values[row]} in row {row}; expected a finite number{(minimum == 0 ? ", at least 0" : "")}");
        }
    }
}
