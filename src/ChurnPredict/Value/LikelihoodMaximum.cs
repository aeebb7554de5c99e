namespace ChurnPredict.Value;

/// <summary>
/// Finds the maximum of a likelihood over positive parameters by the method of Broyden, Fletcher, Goldfarb and Shanno with
/// exact gradients (Nocedal and Wright, Numerical Optimization, 2006, algorithm 6.1). Parameters are searched as
/// ln p = 14 tanh(u ÷ 14), so that data without a maximum (all customers alike) end at a large finite value instead of running
/// away; where data have one, the bound does not move it. MathNet's minimiser was not taken: its line search throws on
/// such data.
/// </summary>
internal sealed class LikelihoodMaximum
{
    private const double LogBound = 14;
    private const int MaximumIterations = 200;
    private const double GradientTolerance = 1e-7;
    private const double ValueTolerance = 1e-13;

    private readonly IGroupLikelihood _likelihood;
    private readonly int _threadCount;
    private readonly int _count;
    private readonly double[] _parameters;
    private readonly double[] _parameterGradient;
    private double[,]? _inverseHessian;

    public LikelihoodMaximum(IGroupLikelihood likelihood, int threadCount)
    {
        _likelihood = likelihood;
        _threadCount = threadCount;
        _count = likelihood.ParameterCount;
        _parameters = new double[_count];
        _parameterGradient = new double[_count];
    }

    /// <summary>Steps taken by the last search.</summary>
    public int Iterations { get; private set; }

    /// <summary>Searches from a start.</summary>
    /// <param name="start">Positive parameters; not changed.</param>
    /// <param name="curvatureOf">A search over a part of the customers that ended at the start: what it learned of the curvature saves
    /// two steps in three (6 instead of 20 on a million customers); null = none.</param>
    /// <returns>The best parameters found, and their log-likelihood.</returns>
    public (double[] Parameters, double LogLikelihood) Search(ReadOnlySpan<double> start, LikelihoodMaximum? curvatureOf = null)
    {
        var point = new double[_count];
        for (var i = 0; i < _count; i++) point[i] = LogBound * Math.Atanh(Math.Clamp(Math.Log(start[i]) / LogBound, -0.999, 0.999));
        var gradient = new double[_count];
        var value = Evaluate(point, gradient);
        var scaled = curvatureOf?._inverseHessian is not null;
        var inverseHessian = scaled ? (double[,])curvatureOf!._inverseHessian!.Clone() : Identity(1);
        for (Iterations = 0; Iterations < MaximumIterations && Largest(gradient) > GradientTolerance; Iterations++)
        {
            var direction = Descend(inverseHessian, gradient);
            if (!TryStep(point, value, gradient, direction, out var next, out var nextValue, out var nextGradient))
            {
                if (!scaled) break;
                inverseHessian = Identity(1);
                scaled = false;
                continue;
            }

            Update(ref inverseHessian, ref scaled, point, gradient, next, nextGradient);
            var gain = value - nextValue;
            (point, value, gradient) = (next, nextValue, nextGradient);
            if (gain < ValueTolerance * (1 + Math.Abs(value))) break;
        }

        _inverseHessian = scaled ? inverseHessian : null;
        Evaluate(point, gradient);
        return ([.. _parameters], -value * _likelihood.CustomerCount);
    }

    /// <summary>Minus the mean log-likelihood at a point, with its gradient by the point.</summary>
    private double Evaluate(double[] point, double[] gradient)
    {
        for (var i = 0; i < _count; i++) _parameters[i] = Math.Exp(LogBound * Math.Tanh(point[i] / LogBound));
        var value = LikelihoodSum.Evaluate(_likelihood, _parameters, _parameterGradient, _threadCount);
        for (var i = 0; i < _count; i++)
        {
            var tanh = Math.Tanh(point[i] / LogBound);
            gradient[i] = -_parameterGradient[i] * _parameters[i] * (1 - (tanh * tanh)) / _likelihood.CustomerCount;
        }

        return -value / _likelihood.CustomerCount;
    }

    private bool TryStep(
        double[] point, double value, double[] gradient, double[] direction, out double[] next, out double nextValue, out double[] nextGradient)
    {
        const double SufficientDecrease = 1e-4;
        const double LongestStep = 3;
        next = new double[_count];
        nextGradient = new double[_count];
        var slope = Dot(direction, gradient);
        var length = Math.Min(1, LongestStep / Math.Max(Largest(direction), 1e-300));
        for (var halving = 0; halving < 40; halving++, length /= 2)
        {
            for (var i = 0; i < _count; i++) next[i] = point[i] + (length * direction[i]);
            nextValue = Evaluate(next, nextGradient);
            if (nextValue <= value + (SufficientDecrease * length * slope) && double.IsFinite(Largest(nextGradient))) return true;
        }

        nextValue = value;
        return false;
    }

    private void Update(
        ref double[,] inverseHessian, ref bool scaled, double[] point, double[] gradient, double[] next, double[] nextGradient)
    {
        var step = Difference(next, point);
        var change = Difference(nextGradient, gradient);
        var curvature = Dot(step, change);
        if (curvature <= 1e-14 * Math.Sqrt(Dot(step, step) * Dot(change, change))) return;
        if (!scaled) inverseHessian = Identity(curvature / Dot(change, change));
        scaled = true;
        var product = Multiply(inverseHessian, change);
        var weight = (1 + (Dot(change, product) / curvature)) / curvature;
        for (var i = 0; i < _count; i++)
        {
            for (var j = 0; j < _count; j++)
                inverseHessian[i, j] += (weight * step[i] * step[j]) - (((product[i] * step[j]) + (step[i] * product[j])) / curvature);
        }
    }

    private double[] Descend(double[,] inverseHessian, double[] gradient)
    {
        var direction = Multiply(inverseHessian, gradient);
        for (var i = 0; i < _count; i++) direction[i] = -direction[i];
        if (Dot(direction, gradient) < 0) return direction;
        for (var i = 0; i < _count; i++) direction[i] = -gradient[i];
        return direction;
    }

    private double[,] Identity(double scale)
    {
        var identity = new double[_count, _count];
        for (var i = 0; i < _count; i++) identity[i, i] = scale;
        return identity;
    }

    private double[] Multiply(double[,] matrix, double[] vector)
    {
        var product = new double[_count];
        for (var i = 0; i < _count; i++)
        {
            for (var j = 0; j < _count; j++) product[i] += matrix[i, j] * vector[j];
        }

        return product;
    }

    private static double[] Difference(double[] left, double[] right) => [.. left.Zip(right, (a, b) => a - b)];

    private static double Dot(double[] left, double[] right)
    {
        var sum = 0.0;
        for (var i = 0; i < left.Length; i++) sum += left[i] * right[i];
        return sum;
    }

    private static double Largest(double[] values)
    {
        var largest = 0.0;
        foreach (var value in values) largest = Math.Max(largest, Math.Abs(value));
        return largest;
    }
}
