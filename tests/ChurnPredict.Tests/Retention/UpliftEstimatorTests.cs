using ChurnPredict.History;
using ChurnPredict.Retention;

namespace ChurnPredict.Tests.Retention;

public class UpliftEstimatorTests
{
    private const long Day = Instants.MicrosecondsPerDay;

    [Fact]
    public void Estimate_OfTouchesAndControls_IsOneMinusTheRatioOfTheirChurn()
    {
        var builder = new EventStoreBuilder(new HistoryDescription());
        for (var customer = 0; customer < 400; customer++)
        {
            var isControl = customer % 2 == 0;
            var stays = (customer / 2) % 10 < (isControl ? 4 : 7);
            builder.Add(new TransactionRow($"{customer}", 0, 10));
            builder.Add(new TouchRow($"{customer}", 10 * Day, "call") { IsControl = isControl });
            if (stays) builder.Add(new TransactionRow($"{customer}", 60 * Day, 10));
            builder.Add(new EngagementRow($"{customer}", 200 * Day, "visit"));
        }

        var measured = Assert.Single(UpliftEstimator.Estimate(new InMemoryHistory(builder.Build())));

        Assert.Equal((200, 200), (measured.Treated, measured.Controls));
        Assert.Equal((0.3, 0.6, 0.5), (measured.TreatedChurn, measured.ControlChurn, measured.RelativeUplift));
        Assert.InRange(measured.Low, 0.3, 0.4);
        Assert.InRange(measured.High, 0.6, 0.7);
    }

    [Fact]
    public void Estimate_OfTouchesWhoseHorizonIsNotOver_LeavesThemOut()
    {
        var store = new EventStoreBuilder(new HistoryDescription())
            .Add(new TransactionRow("a", 0, 10))
            .Add(new TouchRow("a", 10 * Day, "call") { IsControl = true })
            .Add(new TouchRow("a", 20 * Day, "call") { IsControl = false })
            .Build();

        Assert.Empty(UpliftEstimator.Estimate(new InMemoryHistory(store)));
    }
}
