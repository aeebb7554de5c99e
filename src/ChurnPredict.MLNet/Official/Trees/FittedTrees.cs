using Microsoft.ML.Trainers.FastTree;

namespace ChurnPredict.MLNet;

/// <summary>What ML.NET fitted, on the way to an ensemble of ours: raw score = <see cref="Slope"/> × (<see cref="Bias"/> + Σ weight ×
/// leaf) + <see cref="Offset"/>.</summary>
internal sealed record FittedTrees
{
    /// <summary>The trees.</summary>
    public required IReadOnlyList<RegressionTreeBase> Trees { get; init; }

    /// <summary>One factor a tree.</summary>
    public required IReadOnlyList<double> Weights { get; init; }

    /// <summary>The score before any tree.</summary>
    public required double Bias { get; init; }

    /// <summary>From ML.NET's score to log-odds: its calibrator's slope, sign turned; 1 for regressions.</summary>
    public double Slope { get; init; } = 1;

    /// <summary>Likewise its offset, sign turned; 0 for regressions.</summary>
    public double Offset { get; init; }

    /// <summary>Whether slope and offset are a calibrator's.</summary>
    public bool IsCalibrated { get; init; }

    /// <summary>Whether trees are averaged, so that fewer of them weigh more each.</summary>
    public bool Averages { get; init; }
}
