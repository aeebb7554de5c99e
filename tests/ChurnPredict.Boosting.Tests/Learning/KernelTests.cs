namespace ChurnPredict.Boosting.Tests;

/// <summary>Every fast kernel against its plain twin, over awkward sizes.</summary>
public sealed class KernelTests
{
    private static readonly int[] Sizes = [1, 7, 8, 9, 15, 16, 17, 100, 1_025];

    [Fact]
    public void HistogramAdd_ScatteredRows_SumsAsThePlainOneDoes()
    {
        var (bins, random) = (BinnedMatrix.From(Rows.Churn(3_000, 1).Features), new Random(1));
        var packed = Enumerable.Range(0, 3_000).Select(_ => PackedSum.Of(random.Next(-900, 900), (uint)random.Next(900))).ToArray();
        foreach (var size in Sizes)
        {
            var rows = SomeRows(random, 3_000, size);
            var (fast, plain) = (new long[HistogramKernel.LengthFor(bins.Codes)], new long[HistogramKernel.LengthFor(bins.Codes)]);
            HistogramKernel.Add(bins.Codes, packed, rows, fast);
            HistogramKernel.AddPlainly(bins.Codes, packed, rows, plain);
            Assert.Equal(plain, fast);
            for (var slot = 0; slot < bins.Slots.Length; slot++)
            {
                var sums = new long[HistogramKernel.SlotCodes];
                HistogramKernel.AddColumn(bins.Codes.Column(slot), packed, rows, sums);
                Assert.Equal(plain.Skip(slot * HistogramKernel.SlotCodes).Take(HistogramKernel.SlotCodes), sums);
            }
        }
    }

    [Fact]
    public void AddFourColumns_ScatteredRows_SumsAsThePlainOneDoesAndLeavesOtherSlotsAlone()
    {
        var random = new Random(8);
        var codes = RandomCodes(random, rows: 2_000, slots: 11, hasColumns: true);
        var packed = Enumerable.Range(0, 2_000).Select(_ => PackedSum.Of(random.Next(-900, 900), (uint)random.Next(900))).ToArray();
        int[] slots = [1, 4, 5, 10];
        foreach (var size in Sizes)
        {
            var rows = SomeRows(random, 2_000, size);
            var (fast, plain) = (new long[HistogramKernel.LengthFor(codes)], new long[HistogramKernel.LengthFor(codes)]);
            HistogramKernel.AddFourColumns(codes, slots, packed, rows, fast);
            HistogramKernel.AddPlainly(codes, packed, rows, plain);
            foreach (var slot in Enumerable.Range(0, codes.UsedWords * 8).Except(slots)) plain.AsSpan(slot * HistogramKernel.SlotCodes, HistogramKernel.SlotCodes).Clear();
            Assert.Equal(plain, fast);
        }
    }

    [Fact]
    public void CountColumn_ScatteredRows_CountsEachCode()
    {
        var random = new Random(10);
        var codes = RandomCodes(random, rows: 2_000, slots: 3, hasColumns: true);
        foreach (var size in Sizes)
        {
            var (rows, counts) = (SomeRows(random, 2_000, size), new int[HistogramKernel.SlotCodes]);
            Array.Fill(counts, -1);
            HistogramKernel.CountColumn(codes.Column(1), rows, counts);
            Assert.Equal(Enumerable.Range(0, HistogramKernel.SlotCodes).Select(code => rows.Count(row => codes[row, 1] == code)), counts);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Separate_ScatteredRows_PartsAsThePlainOneDoes(bool hasColumns)
    {
        var random = new Random(2);
        var codes = RandomCodes(random, rows: 2_000, slots: 11, hasColumns);
        foreach (var size in Sizes)
        {
            var rows = SomeRows(random, 2_000, size);
            var set = Enumerable.Range(0, 256).Where(_ => random.Next(2) == 0).Aggregate(default(BinSet), (some, code) => some.With(code));
            var slot = random.Next(11);
            var (left, right) = (new int[size], new int[size]);
            var (plainLeft, plainRight) = (new int[size], new int[size]);
            var count = PartitionKernel.Separate(codes, slot, set, rows, left, right);
            var plainCount = PartitionKernel.SeparatePlainly(codes, slot, set, rows, 0, plainLeft, plainRight, 0);
            Assert.Equal(rows.Where(row => set.Contains(codes[row, slot])), left.Take(count));
            Assert.Equal(rows.Where(row => !set.Contains(codes[row, slot])), right.Take(size - count));
            Assert.Equal(left.Take(count), plainLeft.Take(plainCount));
            Assert.Equal(right.Take(size - count), plainRight.Take(size - plainCount));
        }
    }

    [Fact]
    public void BestThreshold_RandomSums_AgreesWithThePlainScanToTheLastBit()
    {
        var random = new Random(3);
        for (var trial = 0; trial < 400; trial++)
        {
            var prefix = new long[1 + random.Next(255)];
            for (var bin = 0; bin < prefix.Length; bin++)
                prefix[bin] = (bin > 0 ? prefix[bin - 1] : 0) + (random.Next(3) == 0 ? 0 : PackedSum.Of(random.Next(-5_000, 5_000), (uint)random.Next(9_000)));
            var missing = random.Next(2) == 0 ? 0 : PackedSum.Of(random.Next(-5_000, 5_000), (uint)random.Next(9_000));
            var total = prefix[^1] + missing;
            var (minimum, l2) = (1 + random.Next(20_000), random.NextDouble() * 1_000);
            var found = ThresholdKernel.Best(prefix, missing, total, minimum, l2);
            Assert.Equal(ThresholdKernel.BestPlainly(prefix, 0, ThresholdChoice.None, missing, total, minimum, l2), found);
        }
    }

    [Fact]
    public void BestThreshold_EqualGains_TakesTheLowestBin()
    {
        var prefix = Enumerable.Repeat(PackedSum.Of(-50, 100), 40).ToArray();
        Assert.Equal(0, ThresholdKernel.Best(prefix, 0, PackedSum.Of(0, 200), 1, 1).Bin);
    }

    [Fact]
    public void BestThreshold_BelowMonotoneSplits_AgreesWithThePlainScanToTheLastBit()
    {
        var random = new Random(6);
        for (var trial = 0; trial < 400; trial++)
        {
            var prefix = new long[1 + random.Next(255)];
            for (var bin = 0; bin < prefix.Length; bin++)
                prefix[bin] = (bin > 0 ? prefix[bin - 1] : 0) + (random.Next(3) == 0 ? 0 : PackedSum.Of(random.Next(-5_000, 5_000), (uint)random.Next(9_000)));
            var missing = random.Next(2) == 0 ? 0 : PackedSum.Of(random.Next(-5_000, 5_000), (uint)random.Next(9_000));
            var scan = new ThresholdScan
            {
                Loss = new LeafLoss(trial % 7 == 0 ? 50 : 0, random.Next(3) == 0 ? 0 : random.NextDouble() * 1_000),
                Total = prefix[^1] + missing,
                MinimumHessian = random.Next(3) * random.Next(20_000),
                Monotone = (MonotoneConstraint)(random.Next(3) - 1),
                Bounds = random.Next(2) == 0 ? new ValueBounds(-random.NextDouble(), random.NextDouble()) : new ValueBounds(double.NegativeInfinity, 0.2),
            };
            Assert.Equal(scan.BestPlainly(prefix, 0, ThresholdChoice.None, missing), scan.Best(prefix, missing, [], 0));
        }
    }

    [Fact]
    public void UpTo_EveryBin_HoldsTheBinsBelowAndNoOther()
    {
        for (var last = 0; last < 256; last++)
            Assert.Equal(Enumerable.Range(0, 256).Select(bin => bin <= last), Enumerable.Range(0, 256).Select(BinSet.UpTo(last).Contains));
    }

    [Fact]
    public void Take_SomeRows_LeavesOutTheOthers()
    {
        var bins = BinnedMatrix.From(Rows.Churn(1_000, 1).Features);
        using var crew = new WorkerCrew(1);
        var partition = new RowPartition(bins, crew);
        var chosen = SomeRows(new Random(7), 1_000, 300);
        partition.Take(rows =>
        {
            chosen.CopyTo(rows, 0);
            return chosen.Length;
        });
        Assert.Equal(Enumerable.Range(0, 1_000).Except(chosen), partition.LeftOut.ToArray());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void AddToLeftOut_SomeTree_AddsTheValueOfTheLeafThatEachRowWalksTo(int threads)
    {
        var (bins, random) = (BinnedMatrix.From(Rows.Churn(9_000, 1).Features), new Random(9));
        using var crew = new WorkerCrew(threads);
        var partition = new RowPartition(bins, crew);
        var chosen = SomeRows(random, 9_000, 700);
        partition.Take(rows =>
        {
            chosen.CopyTo(rows, 0);
            return chosen.Length;
        });
        var (tree, values) = (SomeTree(random, bins.Slots.Length), new[] { 1.0, 2, 4, 8 });
        var (scores, expected) = (new float[9_000], new float[9_000]);
        foreach (var row in partition.LeftOut) expected[row] += (float)values[tree.LeafOf(bins.Codes, row)];
        partition.AddToLeftOut(tree, values, scores);
        Assert.Equal(expected, scores);
        Assert.Equal(9_000 - 700, scores.Count(score => score > 0));
    }

    [Fact]
    public void FindBins_AnyValue_CountsThresholdsBelow()
    {
        var random = new Random(4);
        foreach (var count in new[] { 0, 1, 15, 16, 17, 200, 254, 255 })
        {
            var thresholds = Enumerable.Range(0, count).Select(_ => (float)(random.NextDouble() * 100 - 50)).Order().ToArray();
            var values = Enumerable.Range(0, 500).Select(index => (index % 5) switch
            {
                0 when count > 0 => thresholds[random.Next(count)],
                1 => float.NaN,
                2 => index % 2 == 0 ? float.MaxValue : float.MinValue,
                _ => (float)(random.NextDouble() * 120 - 60),
            }).ToArray();
            var (fast, plain) = (new byte[250], new byte[250]);
            var search = new ThresholdSearch(thresholds);
            search.Find(values, 2, 77, fast);
            search.FindPlainly(values, 2, 77, plain);
            var expected = Enumerable.Range(0, 250).Select(index => values[index * 2])
                .Select(value => float.IsNaN(value) ? (byte)77 : (byte)thresholds.Count(threshold => threshold < value));
            Assert.Equal(expected, fast);
            Assert.Equal(expected, plain);
        }
    }

    [Fact]
    public void Ascending_ManyFloats_SortsAsTheLibraryDoes()
    {
        var random = new Random(5);
        var values = Enumerable.Range(0, 50_000).Select(_ => (float)Math.Exp(random.NextDouble() * 60 - 30) * (random.Next(2) == 0 ? 1 : -1))
            .Concat([0f, -0f, float.MaxValue, float.MinValue, float.Epsilon]).ToArray();
        var expected = values.Order().ToArray();
        FloatSort.Ascending(values, new uint[values.Length]);
        Assert.Equal(expected, values);
    }

    [Fact]
    public void Quantize_AnyLength_RoundsEachRowAndSumsThem()
    {
        var random = new Random(6);
        foreach (var size in Sizes)
        {
            var gradients = Enumerable.Range(0, size).Select(_ => (float)(random.NextDouble() * 2 - 1)).ToArray();
            var hessians = gradients.Select(gradient => gradient * gradient).ToArray();
            var packed = new long[size];
            var (sum, largest, smallest) = GradientKernel.Quantize(gradients, hessians, 1_024, 4_096, packed);
            Assert.Equal(gradients.Select(gradient => (int)MathF.Round(gradient * 1_024)), packed.Select(PackedSum.Gradient));
            Assert.Equal(hessians.Select(hessian => (uint)MathF.Round(hessian * 4_096)), packed.Select(PackedSum.Hessian));
            Assert.Equal(packed.Sum(), sum);
            Assert.Equal(((int)packed.Max(PackedSum.Hessian), (int)packed.Min(PackedSum.Hessian)), (largest, smallest));
            Assert.Equal(gradients.Sum(gradient => Math.Abs((double)gradient)), GradientKernel.SumOfSizes(gradients), 1e-9);
        }
    }

    /// <summary>Three splits by any codes, four leaves.</summary>
    private static GrownTree SomeTree(Random random, int slots)
    {
        GrowingNode Node(int left, int right) => new()
        {
            Split = default,
            Slot = random.Next(slots),
            LeftCodes = Enumerable.Range(0, 256).Where(_ => random.Next(2) == 0).Aggregate(default(BinSet), (some, code) => some.With(code)),
            MissingGoesLeft = false,
            Left = left,
            Right = right,
        };
        return new GrownTree([Node(1, 2), Node(~0, ~1), Node(~2, ~3)], [], 1);
    }

    private static int[] SomeRows(Random random, int rows, int count) =>
        [.. Enumerable.Range(0, rows).OrderBy(_ => random.Next()).Take(count).Order()];

    private static RowCodes RandomCodes(Random random, int rows, int slots, bool hasColumns)
    {
        var codes = new RowCodes(rows, slots, hasColumns ? long.MaxValue : 0);
        for (var slot = 0; slot < slots; slot++)
        {
            for (var row = 0; row < rows; row++)
            {
                var code = (byte)random.Next(256);
                codes.BytesOf(row, 1)[slot] = code;
                if (hasColumns) codes.Column(slot)[row] = code;
            }
        }

        return codes;
    }
}
