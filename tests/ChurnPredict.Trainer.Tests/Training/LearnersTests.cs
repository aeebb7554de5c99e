using ChurnPredict.MLNet;
using ChurnPredict.Trainer.Commands;
using ChurnPredict.Trainer.Training;

namespace ChurnPredict.Trainer.Tests.Training;

public sealed class LearnersTests
{
    public static TheoryData<string> MLNetNames() => [.. MLNetLearnerNames.All];

    [Theory]
    [MemberData(nameof(MLNetNames))]
    public void Find_LearnerOfMLNet_IsThereOrSaysWhichStackHasIt(string name)
    {
        if (MLNetLearners.Find(name) is not null)
        {
            Assert.Equal(name, Learners.Find(name).Name);
            return;
        }

        var exception = Assert.Throws<WrongUsageException>(() => Learners.Find(name));
        Assert.Contains("-p:Stack=official", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_UnknownName_ListsTheLearners() =>
        Assert.Contains("mlnet-automl", Assert.Throws<WrongUsageException>(() => Learners.Find("forest")).Message, StringComparison.Ordinal);

    [Fact]
    public void Rivals_Auto_AreAllThatAreBuiltInAndHaveTheirLibraries()
    {
        Assert.Equal(MLNetLearners.BuiltIn.Where(learner => MLNetLearners.MissingLibrary(learner.Name) is null), Learners.Rivals("auto"));
        Assert.Empty(Learners.Rivals("churnpredict"));
    }

    [Fact]
    public void LeftOut_LearnerWithoutItsLibrary_IsToldInASentence()
    {
        Assert.Contains("libgomp1", Assert.Single(Learners.LeftOut("mlnet-lightgbm", "lib_lightgbm")), StringComparison.Ordinal);
        Assert.Empty(Learners.LeftOut("mlnet-lightgbm", null));
        Assert.Empty(Learners.LeftOut("churnpredict"));
    }

    [Fact]
    public void SearchBudget_LearnerThatDoesNotSearch_IsRefused()
    {
        Assert.Equal(TimeSpan.FromSeconds(90), Learners.SearchBudget("mlnet-automl", "90s"));
        Assert.Null(Learners.SearchBudget("mlnet-fasttree", null));
        Assert.Throws<WrongUsageException>(() => Learners.SearchBudget("mlnet-fasttree", "90s"));
    }
}
