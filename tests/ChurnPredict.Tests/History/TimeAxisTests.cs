using ChurnPredict.History;
using NodaTime;
using NodaTime.TimeZones;

namespace ChurnPredict.Tests.History;

public sealed class TimeAxisTests
{
    [Theory]
    [InlineData("Europe/London")]
    [InlineData("America/New_York")]
    [InlineData("Asia/Tokyo")]
    [InlineData("America/Sao_Paulo")]
    [InlineData("Australia/Lord_Howe")]
    [InlineData("Pacific/Apia")]
    [InlineData("UTC")]
    public void ToInstant_EveryHalfHourOfYears_AgreesWithNodaTime(string zoneId)
    {
        var zone = DateTimeZoneProviders.Tzdb[zoneId];
        var axis = new TimeAxis(zoneId);
        for (var local = new LocalDateTime(2009, 12, 30, 0, 0); local < new LocalDateTime(2013, 1, 2, 0, 0); local = local.PlusMinutes(30))
        {
            var expected = local.InZone(zone, Resolvers.LenientResolver).ToInstant().ToUnixTimeTicks() / 10;
            var packed = local.InUtc().ToInstant().ToUnixTimeTicks() / 10;
            var several = new[] { packed };
            axis.ToInstants(several);

            Assert.Equal((expected, expected), (axis.ToInstant(packed), several[0]));
        }
    }

    [Theory]
    [InlineData("Europe/London")]
    [InlineData("Pacific/Apia")]
    [InlineData("America/Sao_Paulo")]
    public void ToLocal_EveryQuarterHourOfYears_AgreesWithNodaTime(string zoneId)
    {
        var zone = DateTimeZoneProviders.Tzdb[zoneId];
        var axis = new TimeAxis(zoneId);
        for (var instant = Instant.FromUtc(2010, 12, 30, 0, 0); instant < Instant.FromUtc(2012, 1, 2, 0, 0); instant += Duration.FromMinutes(15))
        {
            var expected = instant.InZone(zone).LocalDateTime;
            var packed = instant.ToUnixTimeTicks() / 10;

            Assert.Equal(expected.InUtc().ToInstant().ToUnixTimeTicks() / 10, axis.ToLocal(packed));
            Assert.Equal(new DateOnly(expected.Year, expected.Month, expected.Day), axis.LocalDate(packed));
        }
    }

    [Fact]
    public void AsOf_MidnightSkippedByClockChange_IsTheFirstInstantOfTheDate()
    {
        var asOf = new TimeAxis("America/Sao_Paulo").AsOf(new DateOnly(2012, 10, 21));

        Assert.Equal(Instants.From(new DateTimeOffset(2012, 10, 21, 1, 0, 0, TimeSpan.FromHours(-2))), asOf.Instant);
    }

    [Fact]
    public void Constructor_UnknownZone_IsNamed()
    {
        var error = Assert.Throws<InvalidCustomerDataException>(() => new TimeAxis("Europe/Atlantis"));

        Assert.Contains("'Europe/Atlantis', expected an IANA time zone", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ToInstants_Missing_StaysMissing()
    {
        var times = new[] { Instants.Missing, 0 };
        new TimeAxis("Asia/Tokyo").ToInstants(times);

        Assert.Equal([Instants.Missing, -9 * 3600 * Instants.MicrosecondsPerSecond], times);
    }
}
