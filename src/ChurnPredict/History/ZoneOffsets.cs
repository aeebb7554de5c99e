using NodaTime;

namespace ChurnPredict.History;

/// <summary>
/// The offsets of a zone from 1900 to 2100 as two sorted tables, so that a conversion is a search of a few steps and for most
/// neighbours none: NodaTime's own path costs about 100 ns a value, which a hundred million rows cannot pay.
/// </summary>
internal sealed class ZoneOffsets
{
    /// <summary>Interval i holds for instants before <c>_ends[i]</c> and for wall-clock times before <c>_localEnds[i]</c>; the last is open.</summary>
    private readonly long[] _ends;
    private readonly long[] _localEnds;
    private readonly long[] _offsets;

    public ZoneOffsets(DateTimeZone zone)
    {
        var intervals = zone.GetZoneIntervals(Instant.FromUtc(1900, 1, 1, 0, 0), Instant.FromUtc(2100, 1, 1, 0, 0)).ToArray();
        _offsets = Array.ConvertAll(intervals, interval => interval.WallOffset.Ticks / TimeSpan.TicksPerMicrosecond);
        _ends = new long[intervals.Length];
        _localEnds = new long[intervals.Length];
        for (var index = 0; index < intervals.Length; index++)
        {
            if (index == intervals.Length - 1)
            {
                _ends[index] = _localEnds[index] = long.MaxValue;
                continue;
            }

            // Up to the later of the two wall clocks at the change the old offset counts: an ambiguous time is then the earlier
            // instant, and a skipped one moves forward by the gap.
            _ends[index] = intervals[index].End.ToUnixTimeTicks() / TimeSpan.TicksPerMicrosecond;
            _localEnds[index] = _ends[index] + long.Max(_offsets[index], _offsets[index + 1]);
        }
    }

    public long At(long instant) => _offsets[Find(_ends, instant)];

    public long AtLocal(long local) => _offsets[Find(_localEnds, local)];

    public void LocalToInstants(Span<long> times)
    {
        if (_offsets.Length == 1 && _offsets[0] == 0) return;
        var from = long.MaxValue;
        var until = long.MinValue;
        var offset = 0L;
        for (var index = 0; index < times.Length; index++)
        {
            var local = times[index];
            if (local == Instants.Missing) continue;
            if (local < from || local >= until)
            {
                var interval = Find(_localEnds, local);
                (from, until, offset) = (interval == 0 ? long.MinValue : _localEnds[interval - 1], _localEnds[interval], _offsets[interval]);
            }

            times[index] = local - offset;
        }
    }

    /// <summary>The first interval that ends after the time; the open end of the last one holds whatever is left.</summary>
    private static int Find(long[] ends, long time)
    {
        var low = 0;
        var high = ends.Length - 1;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (ends[middle] <= time) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}
