namespace ChurnPredict.Boosting.Tests;

public sealed class BinnedMatrixTests
{
    [Fact]
    public void From_FewDistinctValues_GivesEachItsBinAndCutsBetween()
    {
        var bins = BinnedMatrix.From(Column(3, 1, 2, 2, 1, float.NaN)).Bins[0];
        Assert.Equal([1.5f, 2.5f], bins.Thresholds);
        Assert.True(bins.HasMissing);
        Assert.Equal(4, bins.BinCount);
    }

    [Fact]
    public void From_ManyValues_FillsBinsEvenly()
    {
        var random = new Random(1);
        var matrix = Column([.. Enumerable.Range(0, 20_000).Select(_ => (float)Math.Exp(3 * random.NextDouble()))]);
        var binned = BinnedMatrix.From(matrix, maximumBins: 50);
        var rows = new int[50];
        for (var row = 0; row < 20_000; row++) rows[binned.Codes[row, 0]]++;
        Assert.All(rows, count => Assert.InRange(count, 380, 440));
    }

    [Fact]
    public void From_ValueOfHalfTheRows_HasABinOfItsOwn()
    {
        var matrix = Column([.. Enumerable.Range(0, 5_000).Select(row => row % 2 == 0 ? 7f : row)]);
        var bins = BinnedMatrix.From(matrix, maximumBins: 10).Bins[0];
        var found = new byte[3];
        bins.Find([6.9f, 7f, 9f], 1, found);
        Assert.InRange(bins.ValueBinCount, 8, 10);
        Assert.True(found[1] > found[0] || bins.Thresholds[0] < 9);
        Assert.True(found[2] > found[1]);
    }

    [Fact]
    public void From_NeighbouringFloats_AreCutApart()
    {
        var next = MathF.BitIncrement(1f);
        var threshold = Assert.Single(BinnedMatrix.From(Column(1f, next)).Bins[0].Thresholds);
        Assert.True(threshold >= 1f && threshold < next);
    }

    [Fact]
    public void From_FeaturesWithFewBins_ShareASlotAndKeepTheirBins()
    {
        var random = new Random(2);
        var values = Enumerable.Range(0, 1_000 * 10).Select(_ => (float)random.Next(2)).ToArray();
        var binned = BinnedMatrix.From(new FeatureMatrix(values, 1_000, 10));
        Assert.Equal(2, binned.Slots.Length);
        for (var row = 0; row < 1_000; row++)
        {
            for (var feature = 0; feature < 10; feature++)
            {
                var place = binned.Places[feature];
                Assert.Equal(values[row * 10 + feature], binned.Slots[place.Slot].BinsByCode(place.Position)[binned.Codes[row, place.Slot]]);
            }
        }
    }

    [Fact]
    public void From_OneColumnAProduct_SharesOneSlotAndLearnsTheSame()
    {
        var data = OneColumnAProduct(conflicts: 0);
        var (bundled, apart) = (BinnedMatrix.From(data.Features), new BinnedMatrixBuilder(data.Features, 255, 2, bundlesExclusive: false).Build());
        Assert.Single(bundled.Slots);
        Assert.True(apart.Slots.Length > 4);
        var learner = new GradientBoosting(new GradientBoostingOptions { Rounds = 10 });
        Assert.Equal(Rows.Print(learner.Learn(data with { Bins = apart })), Rows.Print(learner.Learn(data with { Bins = bundled })));
    }

    [Fact]
    public void From_ConflictOutsideTheSample_UnbundlesThem()
    {
        var data = OneColumnAProduct(conflicts: 40);
        var binned = BinnedMatrix.From(data.Features);
        for (var row = 0; row < data.Labels.Length; row += 7)
        {
            for (var feature = 0; feature < 40; feature++)
            {
                var place = binned.Places[feature];
                var found = new byte[1];
                binned.Bins[feature].Find(data.Features.Row(row).Slice(feature, 1), 1, found);
                Assert.Equal(found[0], binned.Slots[place.Slot].BinsByCode(place.Position)[binned.Codes[row, place.Slot]]);
            }
        }
    }

    private static TrainingData OneColumnAProduct(int conflicts)
    {
        const int RowCount = 150_000;
        var random = new Random(9);
        var (values, labels) = (new float[RowCount * 40], new float[RowCount]);
        for (var row = 0; row < RowCount; row++)
        {
            var product = random.Next(40);
            values[row * 40 + product] = 1 + random.Next(3);
            labels[row] = random.Next(10) < product % 10 ? 1 : 0;
        }

        for (var conflict = 0; conflict < conflicts; conflict++) values.AsSpan(random.Next(RowCount) * 40, 40).Fill(1);
        return new TrainingData(new FeatureMatrix(values, RowCount, 40), labels);
    }

    [Fact]
    public void From_AnyNumberOfThreads_GivesTheSameCodes()
    {
        var matrix = Rows.Churn(3_000, 3).Features;
        var (one, three) = (BinnedMatrix.From(matrix, threadCount: 1), BinnedMatrix.From(matrix, threadCount: 3));
        Assert.Equal(one.Codes.BytesOf(0, 3_000).ToArray(), three.Codes.BytesOf(0, 3_000).ToArray());
    }

    [Fact]
    public void From_PeriodicRows_IsSampledFromAllOfThem()
    {
        var values = Enumerable.Range(0, 400_000).Select(row => (float)(row % 8)).ToArray();
        Assert.Equal(8, BinnedMatrix.From(new FeatureMatrix(values, 400_000, 1)).Bins[0].BinCount);
    }

    [Fact]
    public void RowCodes_FillingALine_StartOnOne()
    {
        var codes = new RowCodes(10, 60);
        Assert.Equal(8, codes.Stride);
        Assert.Equal(2, new RowCodes(10, 9).Stride);
    }

    private static FeatureMatrix Column(params float[] values) => new(values, values.Length, 1);
}
