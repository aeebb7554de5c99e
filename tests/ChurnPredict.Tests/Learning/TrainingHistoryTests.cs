using ChurnPredict.Labels;
using ChurnPredict.Learning;
using ChurnPredict.Tests.Value;

namespace ChurnPredict.Tests.Learning;

public sealed class TrainingHistoryTests
{
    private const int Customers = 4000;

    private static readonly SnapshotTable Table = new SimulatedSnapshots(Customers, 3).Snapshot(SimulatedSnapshots.FirstDate, SimulatedSnapshots.FirstDate.AddDays(200));

    /// <summary>Of 1,000 customers a rate is .016 off by chance alone, of all of them by nothing.</summary>
    [Theory]
    [InlineData(0, 0, null, true)]
    [InlineData(20, .008, null, true)]
    [InlineData(20, .03, null, false)]
    [InlineData(200, 0, null, false)]
    [InlineData(0, .03, 1000, true)]
    [InlineData(0, .2, 1000, false)]
    public void Difference_CustomersAndRatesOfTheTraining_TellWhetherItIsTheSameHistory(int moreCustomers, double higherRate, int? sampled, bool isSame)
    {
        var summary = new SnapshotSummary
        {
            AsOf = SimulatedSnapshots.FirstDate,
            LabelEnd = SimulatedSnapshots.FirstDate.AddDays(90),
            Customers = Customers + moreCustomers,
            SampledCustomers = sampled,
            ChurnRate = Table.Churned.Average() + higherRate,
            LeftOut = new Dictionary<CustomerStatus, int>(),
            InBacktestTraining = true,
            IsChoiceOrigin = false,
            IsTest = false,
        };

        Assert.Equal(isSame, TrainingHistory.Difference([summary], [Table]) is null);
    }
}
