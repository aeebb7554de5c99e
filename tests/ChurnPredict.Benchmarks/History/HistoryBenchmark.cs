using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using ChurnPredict.History;

namespace ChurnPredict.Benchmarks;

/// <summary><c>history DIR [CUSTOMERS] [THREADS] [MEMORY_MIB]</c>: loads and indexes a history, which is written first where DIR
/// does not exist, and prints one JSON line. The digest covers every array, so that it must not depend on threads or memory.</summary>
internal static class HistoryBenchmark
{
    public static int Run(string[] arguments)
    {
        int? Number(int index) => arguments.Length > index ? int.Parse(arguments[index], CultureInfo.InvariantCulture) : null;
        var folder = arguments[0];
        var threads = Number(2) ?? Environment.ProcessorCount;
        if (!Directory.Exists(folder)) BulkHistory.Write(folder, Number(1) ?? 100_000);
        var options = new HistoryReaderOptions { ThreadCount = threads, MemoryBytes = Number(3) * (1L << 20) };
        var clock = new BenchmarkClock();
        using var source = HistoryReader.Open(folder, options);
        var open = clock.Lap();
        var (parts, rows, digest) = (0, 0L, 17UL);
        var (walkWall, walkCpu) = (0.0, 0.0);
        foreach (var part in source.Parts())
        {
            var (wall, cpu) = clock.Lap();
            (walkWall, walkCpu) = (walkWall + wall, walkCpu + cpu);
            parts++;
            rows += part.Transactions.RowCount + (part.Engagement?.RowCount ?? 0);
            digest = Digest(part, digest);
            clock.Lap();
        }

        Console.WriteLine(JsonSerializer.Serialize(new
        {
            customers = source.CustomerCount,
            rows,
            threads,
            memory_mib = Number(3),
            parts,
            open_seconds = open.Wall,
            open_cpu_seconds = open.Cpu,
            walk_seconds = walkWall,
            walk_cpu_seconds = walkCpu,
            rows_per_s = rows / (open.Wall + walkWall),
            peak_mib = Process.GetCurrentProcess().PeakWorkingSet64 >> 20,
            digest = digest.ToString("x16", CultureInfo.InvariantCulture),
        }));
        return 0;
    }

    /// <summary>Goes customer by customer, since starts count anew in each part.</summary>
    private static ulong Digest(EventStore part, ulong digest)
    {
        for (var customer = 0; customer < part.CustomerCount; customer++)
        {
            digest = Mix(digest, part.Ids.Utf8(customer));
            digest = Rows(part.Transactions, customer, digest, part.Transactions.Amount, part.Transactions.Category ?? []);
            if (part.Engagement is { } engagement) digest = Rows(engagement, customer, digest, engagement.Value ?? [], engagement.Kind);
        }

        return digest;
    }

    private static ulong Rows<TNumber>(EventTable table, int customer, ulong digest, TNumber[] numbers, int[] codes)
        where TNumber : unmanaged
    {
        var (begin, count) = (table.Start[customer], table.Start[customer + 1] - table.Start[customer]);
        digest = Mix(digest, MemoryMarshal.AsBytes(table.OccurredAt.AsSpan(begin, count)));
        digest = Mix(digest, MemoryMarshal.AsBytes(numbers.AsSpan(begin, count)));
        return Mix(digest, MemoryMarshal.AsBytes(codes.AsSpan(begin, count)));
    }

    private static ulong Mix(ulong digest, ReadOnlySpan<byte> bytes)
    {
        foreach (var word in MemoryMarshal.Cast<byte, uint>(bytes)) digest = unchecked((digest ^ word) * 1_099_511_628_211UL);
        foreach (var rest in bytes[(bytes.Length & ~3)..]) digest = unchecked((digest ^ rest) * 1_099_511_628_211UL);
        return digest;
    }
}
