using MathNet.Numerics.LinearAlgebra;

namespace ChurnPredict.Learning;

/// <summary>A logistic regression: log-odds = intercept + Σ weight · column.</summary>
/// <param name="Intercept">Log-odds at zero.</param>
/// <param name="Weights">One a column.</param>
/// <param name="LogLoss">Mean log-loss on the rows it was fitted to.</param>
internal sealed record LogisticRegression(double Intercept, double[] Weights, double LogLoss)
{
    /// <summary>Penalty that only keeps weights of columns that say the same finite.</summary>
    public const double SlightRidge = 1e-6;

    private const int MaximumIterations = 100;

    /// <summary>Fits by Newton's method with step halving and a slight ridge, on standardised columns.</summary>
    /// <param name="labels">0 to 1 each.</param>
    /// <param name="columns">Columns of the labels' length, all finite.</param>
    /// <param name="ridge">Penalty on half the squared standardised weights, per row.</param>
    public static LogisticRegression Fit(float[] labels, double[][] columns, double ridge = SlightRidge) =>
        Fit(labels, columns, [.. columns.Select(_ => ridge)]);

    /// <summary>Fits with a penalty of its own for each column.</summary>
    /// <param name="labels">0 to 1 each.</param>
    /// <param name="columns">Columns of the labels' length, all finite.</param>
    /// <param name="ridges">Penalty on half a column's squared standardised weight, per row; one a column.</param>
    public static LogisticRegression Fit(float[] labels, double[][] columns, double[] ridges)
    {
        var scales = Array.ConvertAll(columns, Standardisation.Of);
        var weights = Vector<double>.Build.Dense(columns.Length + 1);
        weights[0] = Learning.LogOdds.FromProbability(labels.Length == 0 ? 0.5 : labels.Average(label => (double)label));
        var standardised = columns.Select((column, index) => scales[index].Apply(column)).ToArray();
        var loss = PenalisedLoss(labels, standardised, weights, ridges);
        for (var iteration = 0; iteration < MaximumIterations; iteration++)
        {
            var step = NewtonStep(labels, standardised, weights, ridges);
            var (next, nextLoss) = Backtrack(labels, standardised, weights, step, loss, ridges);
            if (!(nextLoss < loss - 1e-13)) break;
            (weights, loss) = (next, nextLoss);
        }

        return Unstandardise(weights, scales, MeanLogLoss(labels, standardised, weights));
    }

    /// <summary>Log-odds of one row.</summary>
    public double LogOdds(ReadOnlySpan<double> row)
    {
        var sum = Intercept;
        for (var column = 0; column < Weights.Length; column++) sum += Weights[column] * row[column];
        return sum;
    }

    private static Vector<double> NewtonStep(float[] labels, double[][] columns, Vector<double> weights, double[] ridges)
    {
        var size = weights.Count;
        var gradient = Vector<double>.Build.Dense(size);
        var hessian = Matrix<double>.Build.Dense(size, size);
        var row = new double[size];
        row[0] = 1;
        for (var index = 0; index < labels.Length; index++)
        {
            for (var column = 0; column < columns.Length; column++) row[column + 1] = columns[column][index];
            var probability = Learning.LogOdds.ToProbability(Score(row, weights));
            var curvature = probability * (1 - probability);
            for (var i = 0; i < size; i++)
            {
                gradient[i] += (probability - labels[index]) * row[i];
                for (var j = 0; j <= i; j++) hessian[i, j] += curvature * row[i] * row[j];
            }
        }

        for (var i = 0; i < size; i++)
        {
            for (var j = 0; j < i; j++) hessian[j, i] = hessian[i, j];
            var penalty = i > 0 ? ridges[i - 1] * labels.Length : 0;
            gradient[i] += penalty * weights[i];
            hessian[i, i] += penalty + 1e-9;
        }

        return hessian.Solve(-gradient);
    }

    private static (Vector<double> Weights, double Loss) Backtrack(
        float[] labels, double[][] columns, Vector<double> weights, Vector<double> step, double loss, double[] ridges)
    {
        for (var length = 1.0; length > 1e-6; length /= 2)
        {
            var candidate = weights + (length * step);
            var candidateLoss = PenalisedLoss(labels, columns, candidate, ridges);
            if (candidateLoss < loss) return (candidate, candidateLoss);
        }

        return (weights, loss);
    }

    private static double PenalisedLoss(float[] labels, double[][] columns, Vector<double> weights, double[] ridges)
    {
        var penalty = 0.0;
        for (var i = 1; i < weights.Count; i++) penalty += 0.5 * ridges[i - 1] * weights[i] * weights[i];
        return MeanLogLoss(labels, columns, weights) + penalty;
    }

    private static double MeanLogLoss(float[] labels, double[][] columns, Vector<double> weights)
    {
        if (labels.Length == 0) return 0;
        var sum = 0.0;
        for (var index = 0; index < labels.Length; index++)
        {
            var score = weights[0];
            for (var column = 0; column < columns.Length; column++) score += weights[column + 1] * columns[column][index];
            sum += Learning.LogOdds.SoftPlus(score) - (labels[index] * score);
        }

        return sum / labels.Length;
    }

    private static double Score(double[] row, Vector<double> weights)
    {
        var sum = 0.0;
        for (var i = 0; i < row.Length; i++) sum += row[i] * weights[i];
        return sum;
    }

    private static LogisticRegression Unstandardise(Vector<double> weights, Standardisation[] scales, double logLoss)
    {
        var intercept = weights[0];
        var raw = new double[scales.Length];
        for (var column = 0; column < raw.Length; column++)
        {
            raw[column] = weights[column + 1] / scales[column].Deviation;
            intercept -= raw[column] * scales[column].Mean;
        }

        return new LogisticRegression(intercept, raw, logLoss);
    }
}
