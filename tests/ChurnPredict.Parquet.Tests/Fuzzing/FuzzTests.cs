using System.Collections.Concurrent;
using System.Globalization;
using Xunit.Abstractions;

namespace ChurnPredict.Parquet.Tests;

public sealed class FuzzTests(ITestOutputHelper output)
{
    private const int UsualCases = 4_000;
    private const double UsualSeconds = 0.1;

    /// <summary>Set CHURNPREDICT_FUZZ_CASES for a long run, and CHURNPREDICT_FUZZ_SEED for other cases.</summary>
    [Fact]
    public void Read_DamagedFiles_EndInValuesOrInTheException()
    {
        using var file = new TemporaryFile();
        var mutator = ParquetFuzzer.Mutator(file.Path);
        var (cases, firstSeed) = (Number("CHURNPREDICT_FUZZ_CASES", UsualCases), Number("CHURNPREDICT_FUZZ_SEED", 0));
        var (problems, refused, slowest, largest) = (new ConcurrentBag<string>(), 0, 0.0, 0L);
        Parallel.For(0, 2, part =>
        {
            var path = Path.Combine(file.Folder, $"case-{part}.parquet");
            for (var seed = firstSeed + part; seed < firstSeed + cases; seed += 2)
            {
                var damaged = mutator.Mutate(seed);
                var outcome = ParquetFuzzer.Read(damaged, path);
                // A machine that does other work makes any case slow once; one that is slow by itself is slow again.
                for (var again = 0; again < 3 && outcome.Seconds > UsualSeconds; again++)
                    outcome = outcome with { Seconds = Math.Min(outcome.Seconds, ParquetFuzzer.Read(damaged, path).Seconds) };
                if (outcome.Problem is not null) problems.Add($"seed {seed}: {outcome.Problem}");
                lock (problems)
                {
                    refused += outcome.WasRefused ? 1 : 0;
                    (slowest, largest) = (Math.Max(slowest, outcome.Seconds), Math.Max(largest, outcome.AllocatedBytes));
                }
            }
        });
        output.WriteLine($"{cases} cases, {refused} refused, {problems.Count} problems, slowest {slowest:F3} s, largest {largest >> 20} MiB");
        Assert.True(problems.IsEmpty, $"{problems.Count} problems, the first:\n{string.Join("\n", problems.Order(StringComparer.Ordinal).Take(5))}");
        Assert.InRange(refused, cases / 4, cases);
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
