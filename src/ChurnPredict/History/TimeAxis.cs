using NodaTime;
using NodaTime.TimeZones;

namespace ChurnPredict.History;

/// <summary>Local dates and times of a history's zone, and the instants they stand for.</summary>
public sealed class TimeAxis
{
    private readonly DateTimeZone _zone;

    /// <summary>Makes the axis of a zone.</summary>
    /// <param name="zoneId">An IANA id such as <c>Asia/Tokyo</c>; <c>UTC</c> by default.</param>
    /// <exception cref="InvalidCustomerDataException">No such zone.</exception>
    public TimeAxis(string zoneId = "UTC")
    {
        _zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(zoneId)
            ?? throw new InvalidCustomerDataException(
                $"time_zone: found '{zoneId}', expected an IANA time zone such as Europe/London, Asia/Tokyo or UTC");
        ZoneId = zoneId;
    }

    /// <summary>The IANA id.</summary>
    public string ZoneId { get; }

    /// <summary>The as-of date that begins at local midnight of <paramref name="date"/>; where a clock change skips midnight,
    /// at the first instant of that date.</summary>
    /// <param name="date">A calendar date of the zone.</param>
    public AsOfDate AsOf(DateOnly date) =>
        new(date, ToMicroseconds(_zone.AtStartOfDay(new LocalDate(date.Year, date.Month, date.Day)).ToInstant()));

    /// <summary>The calendar date on which an instant falls.</summary>
    /// <param name="instant">Microseconds UTC, not missing.</param>
    public DateOnly LocalDate(long instant)
    {
        var local = FromMicroseconds(instant).InZone(_zone).Date;
        return new DateOnly(local.Year, local.Month, local.Day);
    }

    /// <summary>The wall-clock time that an instant shows in the zone, in microseconds since 1970-01-01T00:00 local.</summary>
    /// <param name="instant">Microseconds UTC, not missing.</param>
    public long ToLocal(long instant) =>
        instant + (_zone.GetUtcOffset(FromMicroseconds(instant)).Ticks / 10);

    /// <summary>The instant of a wall-clock time; ambiguous ones are the earlier, skipped ones move forward by the gap.</summary>
    /// <param name="local">Microseconds since 1970-01-01T00:00 local.</param>
    public long ToInstant(long local)
    {
        var dateTime = FromMicroseconds(local).InUtc().LocalDateTime;
        return ToMicroseconds(dateTime.InZone(_zone, Resolvers.LenientResolver).ToInstant());
    }

    private static long ToMicroseconds(Instant instant) => instant.ToUnixTimeTicks() / 10;

    private static Instant FromMicroseconds(long microseconds) => Instant.FromUnixTimeTicks(microseconds * 10);
}
