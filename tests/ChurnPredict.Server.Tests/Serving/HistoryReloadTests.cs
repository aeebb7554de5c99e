using ChurnPredict.Contracts.V1;
using ChurnPredict.ModelStore;
using ChurnPredict.Parquet;
using ChurnPredict.Server.Serving;
using Grpc.Core;

namespace ChurnPredict.Server.Tests.Serving;

[Collection(ServedHistoryGroup.Name)]
public sealed class HistoryReloadTests(ServedHistory served)
{
    [Fact]
    public async Task History_ThatLosesATableAndGetsADamagedOne_IsServedAnewAndThenKept()
    {
        using var folder = new TestFolder();
        foreach (var file in Directory.EnumerateFiles(served.History)) File.Copy(file, folder.File(Path.GetFileName(file)));
        await using var server = await RunningServer.StartAsync(served.Settings with { History = folder.Path });
        await server.WaitForModelAsync(served.ModelId);
        var request = new ScoreCustomerRequest { CustomerId = ACustomerWithSatisfaction(), Language = "en" };
        Assert.NotNull((await server.Client.ScoreCustomerAsync(request)).Segments.Satisfaction);

        File.Delete(folder.File("satisfaction.parquet"));
        for (var attempt = 0; attempt < 2_000 && (await server.Client.ScoreCustomerAsync(request)).Segments.Satisfaction is not null; attempt++) await Task.Delay(20);
        Assert.Null((await server.Client.ScoreCustomerAsync(request)).Segments.Satisfaction);

        await File.WriteAllTextAsync(folder.File("support.parquet"), "no Parquet");
        await server.WaitForHealthAsync("Degraded");
        Assert.Equal(request.CustomerId, (await server.Client.ScoreCustomerAsync(request)).CustomerId);
    }

    /// <summary>The new champion must not be served over the old history as if nothing were wrong.</summary>
    [Fact]
    public async Task History_DamagedWhenAnotherModelIsPromoted_IsDegradedUntilItIsMended()
    {
        using var folder = new TestFolder();
        using var models = new TestFolder();
        var library = new ModelLibrary(models.Path);
        foreach (var file in Directory.EnumerateFiles(served.History)) File.Copy(file, folder.File(Path.GetFileName(file)));
        var written = new DateTimeOffset(2026, 2, 1, 0, 0, 0, TimeSpan.Zero);
        var (first, second) = (ModelFolder.Write(library, served.Model, written), ModelFolder.Write(library, served.Model, written.AddSeconds(1)));
        library.Promote(first, "first", written);
        await using var server = await RunningServer.StartAsync(served.Settings with { History = folder.Path, Models = models.Path });
        await server.WaitForModelAsync(first);
        var whole = await File.ReadAllBytesAsync(folder.File("support.parquet"));
        await File.WriteAllTextAsync(folder.File("support.parquet"), "no Parquet");
        await server.WaitForHealthAsync("Degraded");

        library.Promote(second, "second", written);
        for (var look = 0; look < 20; look++)
        {
            await Task.Delay(20);
            await server.WaitForHealthAsync("Degraded");
        }

        await File.WriteAllBytesAsync(folder.File("support.parquet"), whole);
        await server.WaitForModelAsync(second);
        await server.WaitForHealthAsync("Healthy");
    }

    [Fact]
    public async Task History_InWhichChurnIsAnother_IsNotServed()
    {
        using var folder = new TestFolder();
        foreach (var file in Directory.EnumerateFiles(served.History)) File.Copy(file, folder.File(Path.GetFileName(file)));
        await File.AppendAllTextAsync(folder.File("history.yaml"), "churn:\n  kind: cancellation\n");
        await using var server = await RunningServer.StartAsync(served.Settings with { History = folder.Path });
        var problem = "";
        for (var attempt = 0; attempt < 2_000 && !problem.Contains("expected silence", StringComparison.Ordinal); attempt++)
        {
            if (attempt > 0) await Task.Delay(20);
            problem = (await Refusal.OfAsync(StatusCode.FailedPrecondition, async () => await server.Client.GetModelAsync(new GetModelRequest()))).Status.Detail;
        }

        Assert.Contains("churn is a cancellation, expected silence", problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DefaultAsOf_OfAHistoryWithARowInTheFuture_StaysTheDayAfterTheLastThatIsNot()
    {
        using var folder = new TestFolder();
        foreach (var file in Directory.EnumerateFiles(served.History)) File.Copy(file, folder.File(Path.GetFileName(file)));
        Directory.CreateDirectory(folder.File("transactions"));
        File.Move(folder.File("transactions.parquet"), folder.File("transactions/known.parquet"));
        var row = new ParquetColumn[]
        {
            ParquetTextColumn.From(new ParquetField("customer_id", ParquetValueKind.Text), [served.Store.Ids[0]]),
            ParquetTextColumn.From(new ParquetField("occurred_at", ParquetValueKind.Text), ["2090-01-01"]),
            new ParquetColumn<double>(new ParquetField("amount", ParquetValueKind.Double), [1.0]),
        };
        using (var writer = ParquetFileWriter.Create(folder.File("transactions/mistyped.parquet"), [.. row.Select(column => column.Field)]))
        {
            writer.WriteRowGroup(row);
            writer.Complete();
        }

        await using var server = await RunningServer.StartAsync(served.Settings with { History = folder.Path });
        await server.WaitForModelAsync(served.ModelId);

        var score = await server.Client.ScoreCustomerAsync(new ScoreCustomerRequest { CustomerId = served.Store.Ids[0] });
        Assert.Equal($"{served.DefaultAsOf.Date:yyyy-MM-dd}", score.AsOf);
    }

    [Fact]
    public async Task DefaultAsOf_OfAServerThatScoresAsOfNow_IsTodayInTheHistorysZone()
    {
        await using var server = await RunningServer.StartAsync(served.Settings with { AsOf = ServerSettings.Today });
        await server.WaitForModelAsync(served.ModelId);
        var before = Today(TimeProvider.System);

        var score = await server.Client.ScoreCustomerAsync(new ScoreCustomerRequest { CustomerId = served.Store.Ids[0] });

        Assert.True(score.AsOf == before || score.AsOf == Today(TimeProvider.System), $"found {score.AsOf}, expected {before}");
    }

    [Fact]
    public void DefaultDate_OfAClock_MovesOnWithMidnightInTheHistorysZone()
    {
        // Tokyo is nine hours ahead: its 2 June begins at 15:00.
        var clock = new TestClock { Now = new DateTimeOffset(2026, 6, 1, 14, 59, 59, TimeSpan.Zero) };
        var date = new DefaultDate(served.Store, clock);
        Assert.Equal(new DateOnly(2026, 6, 1), date.Now.Date);

        clock.Now = clock.Now.AddSeconds(1);

        Assert.Equal("Asia/Tokyo", served.Store.TimeAxis.ZoneId);
        Assert.Equal(new DateOnly(2026, 6, 2), date.Now.Date);
    }

    [Theory]
    [InlineData(30, true, false)]
    [InlineData(31, true, true)]
    [InlineData(31, false, false)]
    public void Load_OfAHistoryThatEndedLongBeforeTheDate_WarnsOnceWithBothDates(int days, bool isAsOfNow, bool isTold)
    {
        var lastEvent = served.Store.TimeAxis.LocalDate(served.Store.LastEventAt);
        var now = lastEvent.AddDays(days);
        var clock = new TestClock { Now = new DateTimeOffset(now, new TimeOnly(3, 0), TimeSpan.Zero) };
        var logger = new RecordingLogger<ModelLoader>();

        new ModelLoader(served.Settings with { AsOf = isAsOfNow ? ServerSettings.Today : null }, clock, logger).Load((served.ModelId, served.Model), served.Store);

        string[] expected = isTold ? [FormattableString.Invariant($"the last event of the history is of {lastEvent:yyyy-MM-dd}, long before {now:yyyy-MM-dd}")] : [];
        Assert.Equal(expected, logger.Lines.Select(line => line.Split(", as of which")[0]));
    }

    private string Today(TimeProvider clock) =>
        served.Store.TimeAxis.LocalDate(clock.GetUtcNow().ToUnixTimeMilliseconds() * 1000).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private string ACustomerWithSatisfaction() => Enumerable.Range(0, served.Store.CustomerCount)
        .Select(customer => served.Scorer.Score(served.Store.Customer(customer), served.DefaultAsOf))
        .First(score => score.Segments.SatisfactionClass is not null).CustomerId;

    private sealed class TestClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
