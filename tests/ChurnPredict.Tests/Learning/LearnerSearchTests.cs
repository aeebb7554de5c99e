using ChurnPredict.Boosting;
using ChurnPredict.Features;
using ChurnPredict.History;
using ChurnPredict.Labels;
using ChurnPredict.Learning;
using ChurnPredict.ModelStore;

namespace ChurnPredict.Tests.Learning;

public sealed class LearnerSearchTests : IDisposable
{
    private static readonly GradientBoostingOptions[] BuiltIn = [new(), new() { MaximumLeaves = 7 }];

    private readonly string _folder = Directory.CreateTempSubdirectory("churnpredict-search-").FullName;

    private string StateFile => Assert.Single(Directory.GetFiles(_folder));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    public void Run_KilledAndStartedAgain_ChoosesAsOneRunDoes(int trialsBeforeKill)
    {
        var atOnce = Search(null);
        Assert.Throws<OperationCanceledException>(() => Search(_folder, trialsBeforeKill));
        Assert.Equal(trialsBeforeKill, Directory.GetFiles(_folder).Length == 0 ? 0 : File.ReadAllText(StateFile).Split("\"loss\"").Length - 1);
        var resumed = Search(_folder);
        Assert.Equal(atOnce.Options, resumed.Options);
        Assert.Equal(atOnce.Trials, resumed.Trials);
        Assert.Equal(resumed.Trials, Search(_folder, trialsBeforeKill: 0).Trials);
    }

    [Fact]
    public void Run_OtherSeedOrData_StartsAFileOfItsOwn()
    {
        Search(_folder);
        Search(_folder, seed: 2);
        Search(_folder, churned: [1, 0, 1, 0]);
        Assert.Equal(3, Directory.GetFiles(_folder).Length);
    }

    [Fact]
    public void Run_StateOfAnotherSearch_IsRefusedAndKept()
    {
        var file = Path.Combine(_folder, "mine.json");
        Search(file);
        var before = File.ReadAllBytes(file);
        Assert.Contains("another seed", Assert.Throws<InvalidModelFileException>(() => Search(file, seed: 2)).Message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(file));
    }

    [Theory]
    [InlineData("\"candidate\": 1", "\"candidate\": 41")]
    [InlineData("\"candidate\": 1", "\"candidate\": -1")]
    [InlineData("\"rounds_budget\": 60", "\"rounds_budget\": 0")]
    [InlineData("\"trials\": [", "\"trial\": [")]
    [InlineData("\"spent\": \"", "\"spent\": \"-")]
    [InlineData("\"loss\": ", "\"loss\": \"NaN\", \"was\": ")]
    [InlineData("\"format_version\": 1", "\"format_version\": 2")]
    [InlineData("}", "")]
    public void Run_DamagedState_IsRefused(string found, string lie)
    {
        Search(_folder);
        File.WriteAllText(StateFile, File.ReadAllText(StateFile).Replace(found, lie, StringComparison.Ordinal));
        Assert.Contains(StateFile, Assert.Throws<InvalidModelFileException>(() => Search(_folder)).Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static (GradientBoostingOptions Options, IReadOnlyList<LearnerTrial> Trials) Search(
        string? place, int trialsBeforeKill = int.MaxValue, int seed = 1, float[]? churned = null)
    {
        var (clock, measured) = (new ManualTime(), 0);
        var options = new TrainingOptions { Seed = seed, Clock = clock, SearchStatePath = place };
        return new LearnerSearch(options, Snapshots(churned ?? [0, 1, 1, 0]), 1, [0]).Run(BuiltIn, TimeSpan.FromSeconds(50), Measure, default);

        LearnerTrial Measure(GradientBoostingOptions tried)
        {
            if (measured++ == trialsBeforeKill) throw new OperationCanceledException();
            clock.Advance(TimeSpan.FromSeconds(4));
            return new LearnerTrial("", tried.Rounds, tried.L2 + 1.0 / tried.Rounds);
        }
    }

    private static SnapshotSet Snapshots(float[] churned) => new(
        [
            new SnapshotTable
            {
                AsOf = new AsOfDate(new DateOnly(2025, 1, 1), 0),
                Reference = null!,
                Features = new FeatureMatrix([1, 2, 3, float.NaN], 4, 1),
                CustomerIndex = [0, 1, 2, 3],
                Churned = churned,
                GrossSpend = new Dictionary<int, float[]>(),
                NetSpend = new Dictionary<int, float[]>(),
                Margin = new Dictionary<int, float[]>(),
                EventDays = new float[4],
                ObservedDays = 90,
                LeftOut = new Dictionary<CustomerStatus, int>(),
            },
        ],
        new ChurnDefinition { HorizonDays = 90 },
        [],
        1);

    private sealed class ManualTime : TimeProvider
    {
        private long _ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _ticks;

        public void Advance(TimeSpan by) => _ticks += by.Ticks;
    }
}
