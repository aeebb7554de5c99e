using System.Globalization;

namespace ChurnPredict.Trainer.Import;

/// <summary>Wall-clock times as microseconds since 1970, without a zone: the history's zone is applied when it is read.</summary>
internal static class WallClock
{
    /// <summary>Reads a time in a format of .NET's <see cref="DateTime.ParseExact(string, string, IFormatProvider)"/>.</summary>
    public static long? Parse(string? text, params string[] formats) =>
        DateTime.TryParseExact(text, formats, CultureInfo.InvariantCulture, DateTimeStyles.AllowWhiteSpaces, out var time) ? From(time) : null;

    public static long From(DateTime time) => (time.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    /// <summary>Days since 1970-01-01.</summary>
    public static int? Days(string? text, string format = "yyyy-MM-dd") =>
        DateOnly.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? Days(date) : null;

    public static int Days(DateOnly date) => date.DayNumber - new DateOnly(1970, 1, 1).DayNumber;
}
