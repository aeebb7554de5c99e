namespace ChurnPredict.Boosting.Tests;

public sealed class ObjectiveTests
{
    private static readonly IObjective[] AllObjectives =
    [
        new LogisticObjective(), new LogisticObjective { PositiveClassWeight = 2.5 }, new SquaredErrorObjective(), new HuberObjective { Delta = 0.7 },
        new QuantileObjective { Alpha = 0.3 }, new PoissonObjective(), new GammaObjective(), new TweedieObjective { VariancePower = 1.3 },
    ];

    public static TheoryData<IObjective> All => new(AllObjectives);

    public static TheoryData<IObjective> Smooth => new(
        new LogisticObjective(), new LogisticObjective { PositiveClassWeight = 2.5 }, new SquaredErrorObjective(),
        new PoissonObjective(), new GammaObjective(), new TweedieObjective { VariancePower = 1.3 });

    [Theory]
    [MemberData(nameof(All))]
    public void Gradients_EveryScore_AreDifferencesOfTheLoss(IObjective objective)
    {
        foreach (var (label, score) in Points(objective))
        {
            var expected = (objective.Loss(label, score + 1e-4) - objective.Loss(label, score - 1e-4)) / 2e-4;
            Assert.Equal(2 * expected, Derivatives(objective, label, score, 2).Gradient, 2e-3);
        }
    }

    [Theory]
    [MemberData(nameof(Smooth))]
    public void Hessians_EveryScore_AreDifferencesOfTheGradient(IObjective objective)
    {
        foreach (var (label, score) in Points(objective))
        {
            var expected = (objective.Loss(label, score + 1e-3) - 2 * objective.Loss(label, score) + objective.Loss(label, score - 1e-3)) / 1e-6;
            Assert.Equal(expected, Derivatives(objective, label, score, 1).Hessian, 3e-3);
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void StartScore_WeightedLabels_HasTheLeastLoss(IObjective objective)
    {
        float[] labels = objective is LogisticObjective ? [0, 1, 0.25f, 0, 0.9f, 1, 0] : [1, 2, 3, 5, 0.5f, 7, 2.5f];
        float[] weights = [1, 2, 0.5f, 1, 1, 0.25f, 3];
        var start = objective.StartScore(labels, weights);
        // The median is near enough to start Huber from; all others start at their optimum.
        var tolerance = objective is HuberObjective ? 0.2 : 1e-9;
        Assert.True(Total(start) <= Math.Min(Total(start - 0.05), Total(start + 0.05)) + tolerance);

        double Total(double score) => labels.Select((label, row) => weights[row] * objective.Loss(label, score)).Sum();
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Gradients_LongSpans_AreThoseOfEachRow(IObjective objective)
    {
        var random = new Random(1);
        var labels = Enumerable.Range(0, 77).Select(_ => objective is LogisticObjective ? Math.Clamp((2 * random.NextSingle()) - 0.5f, 0, 1) : 0.1f + (float)random.NextDouble()).ToArray();
        var scores = labels.Select(_ => (float)(8 * random.NextDouble() - 4)).ToArray();
        var weights = labels.Select(_ => (float)random.NextDouble()).ToArray();
        var (gradients, hessians) = (new float[77], new float[77]);
        objective.Gradients(labels, weights, scores, gradients, hessians);
        for (var row = 0; row < 77; row++)
        {
            var (gradient, hessian) = Derivatives(objective, labels[row], scores[row], weights[row]);
            Assert.Equal(gradient, gradients[row], 1e-5f * Math.Max(1, Math.Abs(gradient)));
            Assert.Equal(hessian, hessians[row], 1e-5f * Math.Max(1, hessian));
        }
    }

    [Theory]
    [InlineData(-200)]
    [InlineData(200)]
    public void Gradients_ExtremeScores_StayFinite(float score)
    {
        foreach (var objective in AllObjectives)
        {
            var (gradient, hessian) = Derivatives(objective, 1, score, 1);
            Assert.True(float.IsFinite(gradient) && float.IsFinite(hessian) && hessian >= 0, $"{objective} at {score}: {gradient}, {hessian}");
        }
    }

    [Fact]
    public void Loss_LogisticAtExtremeScore_NeitherOverflowsNorVanishes()
    {
        Assert.Equal(800, new LogisticObjective().Loss(0, 800), 1e-9);
        Assert.Equal(Math.Exp(-50), new LogisticObjective().Loss(1, 50), 1e-30);
    }

    private static IEnumerable<(float Label, float Score)> Points(IObjective objective) =>
        from label in objective is LogisticObjective ? new float[] { 0, 0.3f, 1 } : [0.5f, 1, 3]
        from score in new[] { -1.9f, -0.6f, 0.25f, 1.3f }
        select (label, score);

    private static (float Gradient, float Hessian) Derivatives(IObjective objective, float label, float score, float weight)
    {
        var (gradients, hessians) = (new float[1], new float[1]);
        objective.Gradients([label], [weight], [score], gradients, hessians);
        return (gradients[0], hessians[0]);
    }
}
