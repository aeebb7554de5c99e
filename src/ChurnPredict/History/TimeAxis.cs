using NodaTime;
using NodaTime.TimeZones;

namespace ChurnPredict.History;

/// <summary>Local dates and times of a history's zone, and the instants they stand for.</summary>
public sealed class TimeAxis
{
    /// <summary>What a message says when a zone is none.</summary>
    internal const string ExpectedZone = "an IANA time zone such as Europe/London, Asia/Tokyo or UTC";

    private readonly DateTimeZone _zone;
    private readonly ZoneOffsets _offsets;

    /// <summary>Makes the axis of a zone.</summary>
    /// <param name="zoneId">An IANA id such as <c>Asia/Tokyo</c>; <c>UTC</c> by default.</param>
    /// <exception cref="InvalidCustomerDataException">No such zone.</exception>
    public TimeAxis(string zoneId = "UTC")
    {
        _zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(zoneId)
            ?? throw new InvalidCustomerDataException($"time_zone: found '{zoneId}', expected {ExpectedZone}");
        _offsets = new ZoneOffsets(_zone);
        ZoneId = zoneId;
    }

    /// <summary>The IANA id.</summary>
    public string ZoneId { get; }

    /// <summary>Whether the zone is an IANA id that is known.</summary>
    /// <param name="zoneId">Such as <c>Asia/Tokyo</c>.</param>
    public static bool IsZone(string zoneId) => DateTimeZoneProviders.Tzdb.GetZoneOrNull(zoneId) is not null;

    /// <summary>Reads an ISO-8601 date or time; without an offset it is local to the zone.</summary>
    /// <param name="text">Such as <c>2026-01-31</c>, <c>2026-01-31T09:30:00</c> or <c>2026-01-31T09:30:00Z</c>.</param>
    /// <param name="instant">Microseconds UTC when readable.</param>
    public bool TryParseInstant(string text, out long instant)
    {
        var isReadable = IsoTime.TryParse(System.Text.Encoding.UTF8.GetBytes(text), out instant, out var hasOffset);
        if (isReadable && !hasOffset) instant = ToInstant(instant);
        return isReadable;
    }

    /// <summary>The as-of date that begins at local midnight of <paramref name="date"/>; where a clock change skips midnight,
    /// at the first instant of that date.</summary>
    /// <param name="date">A calendar date of the zone.</param>
    public AsOfDate AsOf(DateOnly date)
    {
        var start = _zone.AtStartOfDay(new LocalDate(date.Year, date.Month, date.Day)).ToInstant();
        return new AsOfDate(date, start.ToUnixTimeTicks() / TimeSpan.TicksPerMicrosecond);
    }

    /// <summary>The calendar date on which an instant falls.</summary>
    /// <param name="instant">Microseconds UTC within the years 1 to 9999, not missing.</param>
    public DateOnly LocalDate(long instant) =>
        DateOnly.FromDayNumber(UnixEpochDay + (int)FloorDiv(ToLocal(instant), Instants.MicrosecondsPerDay));

    /// <summary>The wall-clock time that an instant shows in the zone, in microseconds since 1970-01-01T00:00 local.</summary>
    /// <param name="instant">Microseconds UTC, not missing.</param>
    public long ToLocal(long instant) => instant + _offsets.At(instant);

    /// <summary>The instant of a wall-clock time; ambiguous ones are the earlier, skipped ones move forward by the gap.</summary>
    /// <param name="local">Microseconds since 1970-01-01T00:00 local.</param>
    public long ToInstant(long local) => local - _offsets.AtLocal(local);

    /// <summary>Turns wall-clock times into instants in place; faster than one by one where neighbours are close in time.</summary>
    /// <param name="times">Microseconds since 1970-01-01T00:00 local, or <see cref="Instants.Missing"/>, which stays.</param>
    internal void ToInstants(Span<long> times) => _offsets.LocalToInstants(times);

    private static readonly int UnixEpochDay = new DateOnly(1970, 1, 1).DayNumber;

    private static long FloorDiv(long value, long divisor) => (value / divisor) - (value % divisor < 0 ? 1 : 0);
}
