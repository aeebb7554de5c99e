using ChurnPredict.Boosting;
using ChurnPredict.History;
using ChurnPredict.Learning;

namespace ChurnPredict.Tests.Learning;

public sealed class LabelLeakTests
{
    [Theory]
    [InlineData(ChurnKind.Inactivity, "attribute_left")]
    [InlineData(ChurnKind.Cancellation, "recency_days", "no_order_probability_mbg_nbd", "attribute_left")]
    [InlineData(ChurnKind.Label, "recency_days", "no_order_probability_mbg_nbd", "attribute_left")]
    public void Find_FeaturesThatRankPerfectly_AreNamedUnlessTheLabelCannotBeKnownToThem(ChurnKind kind, params string[] named)
    {
        string[] names = ["recency_days", "no_order_probability_mbg_nbd", "attribute_left", "orders_total"];
        var labels = Enumerable.Range(0, 40).Select(row => row < 20 ? 1f : 0f).ToArray();
        var values = labels.SelectMany((label, row) => (float[])[label, label, label, row % 3]).ToArray();

        var features = new FeatureMatrix(values, labels.Length, names.Length, [.. names.Select(name => new FeatureColumn(name))]);

        Assert.Equal(named, LabelLeak.Find(features, labels, kind));
    }
}
