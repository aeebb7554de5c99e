using ChurnPredict.Contracts.V1;
using ChurnPredict.ModelStore;
using ChurnPredict.Server.Answers;
using ChurnPredict.Server.Serving;
using Grpc.Core;

namespace ChurnPredict.Server.Tests.Serving;

[Collection(ServedHistoryGroup.Name)]
public sealed class ReloadTests(ServedHistory served)
{
    private static readonly DateTimeOffset FirstWritten = new(2026, 2, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task ScoreCustomer_BeforeAndAfterTheFirstPromotion_IsRefusedAndThenAnswered()
    {
        using var folder = new TestFolder();
        await using var server = await RunningServer.StartAsync(served.Settings with { Models = folder.Path });
        var request = new ScoreCustomerRequest { CustomerId = served.Store.Ids[0] };
        await server.WaitForHealthAsync("Unhealthy");
        await Refusal.OfAsync(StatusCode.FailedPrecondition, async () => await server.Client.ScoreCustomerAsync(request));

        var id = Write(folder.Path, 0);
        new ModelLibrary(folder.Path).Promote(id, "first", FirstWritten);
        await server.WaitForModelAsync(id);

        Assert.Equal(id, (await server.Client.ScoreCustomerAsync(request)).ModelId);
        await server.WaitForHealthAsync("Healthy");
    }

    [Theory]
    [InlineData("churn-final.trees")]
    [InlineData("model.json")]
    [InlineData("reference.json")]
    public async Task Promotion_OfADamagedModel_KeepsTheOldAndRecoversWithAGoodOne(string file)
    {
        using var folder = new TestFolder();
        var library = new ModelLibrary(folder.Path);
        var (good, bad, better) = (Write(folder.Path, 0), Write(folder.Path, 1), Write(folder.Path, 2));
        library.Promote(good, "first", FirstWritten);
        await using var server = await RunningServer.StartAsync(served.Settings with { Models = folder.Path });
        await server.WaitForModelAsync(good);

        await File.WriteAllTextAsync(folder.File(bad, file), "{\"no\": \"model\"}");
        library.Promote(bad, "damaged", FirstWritten);
        await server.WaitForHealthAsync("Degraded");
        Assert.Equal(good, (await server.Client.ScoreCustomerAsync(new ScoreCustomerRequest { CustomerId = served.Store.Ids[0] })).ModelId);

        library.Promote(better, "mended", FirstWritten);
        await server.WaitForModelAsync(better);
        await server.WaitForHealthAsync("Healthy");
    }

    [Fact]
    public async Task Promotion_OfADamagedModelThatIsMendedInPlace_IsServedThen()
    {
        using var folder = new TestFolder();
        var library = new ModelLibrary(folder.Path);
        var (good, bad) = (Write(folder.Path, 0), Write(folder.Path, 1));
        library.Promote(good, "first", FirstWritten);
        await using var server = await RunningServer.StartAsync(served.Settings with { Models = folder.Path });
        await server.WaitForModelAsync(good);
        var whole = await File.ReadAllBytesAsync(folder.File(bad, "model.json"));
        await File.WriteAllTextAsync(folder.File(bad, "model.json"), "half of it");
        library.Promote(bad, "still copied", FirstWritten);
        await server.WaitForHealthAsync("Degraded");

        await File.WriteAllBytesAsync(folder.File(bad, "model.json"), whole);

        await server.WaitForModelAsync(bad);
        await server.WaitForHealthAsync("Healthy");
    }

    [Fact]
    public async Task Champion_ThatIsDamagedAndThenTheServedOneAndThenTheDamagedOneAgain_IsToldEachTime()
    {
        using var folder = new TestFolder();
        var library = new ModelLibrary(folder.Path);
        var (good, bad) = (Write(folder.Path, 0), Write(folder.Path, 1));
        await File.WriteAllTextAsync(folder.File(bad, "model.json"), "half of it");
        library.Promote(good, "first", FirstWritten);
        await using var server = await RunningServer.StartAsync(served.Settings with { Models = folder.Path });
        await server.WaitForModelAsync(good);
        foreach (var champion in new[] { "nope", bad, bad })
        {
            await File.WriteAllTextAsync(library.ChampionPath, champion);
            await server.WaitForHealthAsync("Degraded");
            await File.WriteAllTextAsync(library.ChampionPath, good);
            await server.WaitForHealthAsync("Healthy");
        }
    }

    /// <summary>11/02/2026 would be February here and November there.</summary>
    [Fact]
    public void LookAgain_OfAModelThatIsServed_LogsTheDateAsIso()
    {
        var logger = new RecordingLogger<ReloadService>();
        var settings = served.Settings with { Threads = 2 };
        using var reload = new ReloadService(new ServingState(), new ModelLoader(settings, TimeProvider.System, new RecordingLogger<ModelLoader>()), settings, logger);

        reload.LookAgain();

        Assert.EndsWith($" as of {AnswerWriter.Iso(served.DefaultAsOf.Date)}", Assert.Single(logger.Lines), StringComparison.Ordinal);
    }

    private string Write(string models, int second) => ModelFolder.Write(new ModelLibrary(models), served.Model, FirstWritten.AddSeconds(second));
}
