using ChurnPredict.History;
using ChurnPredict.ModelStore;
using ChurnPredict.Trainer.Commands;
using ChurnPredict.Trainer.Scoring;
using ChurnPredict.Trainer.Tests.Training;

namespace ChurnPredict.Trainer.Tests.Scoring;

[Collection(TrainedSampleGroup.Name)]
public sealed class ActionPlanningTests(TrainedSample sample)
{
    [Theory]
    [InlineData("Phone=3", "found channel 'Phone', expected one of the catalogue's: ")]
    [InlineData("pigeon=3", "found channel 'pigeon'")]
    public void Create_CapacityOfAChannelNobodyUses_IsRefusedWithTheChannels(string capacity, string expected)
    {
        var error = Assert.Throws<WrongUsageException>(() => Create(capacity));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.Contains("phone", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_CapacityTwice_IsRefused() =>
        Assert.Contains("'phone' twice", Assert.Throws<WrongUsageException>(() => Create("phone=3", "phone=4")).Message, StringComparison.Ordinal);

    [Fact]
    public void Create_CapacityOfAChannel_IsKept() => Assert.NotNull(Create("phone=3"));

    private ActionPlanning? Create(params string[] capacities) => ActionPlanning.Create(
        true, null, null, capacities, ModelFolder.Read(new ModelLibrary(sample.Models)).Model.Schema, HistoryReader.Open(sample.History).Description);
}
