namespace ChurnPredict.Trainer.Tests.Training;

/// <summary>Tests that look at the one trained sample and leave it as it is.</summary>
[CollectionDefinition(Name)]
public sealed class TrainedSampleGroup : ICollectionFixture<TrainedSample>
{
    public const string Name = "trained sample";
}
