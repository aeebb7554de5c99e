using System.Globalization;

namespace ChurnPredict.Transport;

/// <summary>The value of <c>grpc-timeout</c>: at most eight digits and a unit.</summary>
internal static class TimeoutHeader
{
    private const long LargestNumber = 99_999_999;

    /// <summary>The longest timeout that is kept: a hundred years.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(36_500);

    private static readonly (char Unit, long Ticks)[] Units =
    [
        ('u', TimeSpan.TicksPerMicrosecond), ('m', TimeSpan.TicksPerMillisecond), ('S', TimeSpan.TicksPerSecond),
        ('M', TimeSpan.TicksPerMinute), ('H', TimeSpan.TicksPerHour),
    ];

    /// <summary>Formats a timeout, rounding up so that a server does not give up before its client.</summary>
    /// <param name="timeout">Any; what is not positive becomes one nanosecond.</param>
    public static string Format(TimeSpan timeout)
    {
        if (timeout <= TimeSpan.Zero)
            return "1n";
        foreach (var (unit, ticks) in Units)
        {
            var number = ((timeout.Ticks - 1) / ticks) + 1;
            if (number <= LargestNumber)
                return number.ToString(CultureInfo.InvariantCulture) + unit;
        }

        return "99999999H";
    }

    /// <summary>Reads a timeout.</summary>
    /// <returns>False for anything that is not of the header's form.</returns>
    public static bool TryParse(string? text, out TimeSpan timeout)
    {
        timeout = default;
        if (text is null || text.Length is < 2 or > 9
            || !long.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return false;
        if (text[^1] == 'n')
        {
            timeout = TimeSpan.FromTicks((number + 99) / 100);
            return true;
        }

        return TryScale(number, text[^1], out timeout);
    }

    private static bool TryScale(long number, char unitFound, out TimeSpan timeout)
    {
        foreach (var (unit, ticks) in Units)
        {
            if (unit != unitFound)
                continue;
            timeout = number > Longest.Ticks / ticks ? Longest : TimeSpan.FromTicks(number * ticks);
            return true;
        }

        timeout = default;
        return false;
    }
}
