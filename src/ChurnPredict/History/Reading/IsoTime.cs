namespace ChurnPredict.History;

/// <summary>Reads ISO-8601 dates and times from UTF-8: <c>yyyy-MM-dd</c> or <c>yyyyMMdd</c>, then optionally <c>T</c> or a space and
/// <c>HH:mm[:ss[.f…]]</c>, then optionally <c>Z</c> or <c>±HH[[:]mm]</c>.</summary>
internal static class IsoTime
{
    /// <summary>Reads a time.</summary>
    /// <param name="text">The text; blanks around it do not count.</param>
    /// <param name="microseconds">Microseconds since 1970-01-01T00:00, UTC if there is an offset, local otherwise.</param>
    /// <param name="hasOffset">Whether the text says its offset.</param>
    public static bool TryParse(ReadOnlySpan<byte> text, out long microseconds, out bool hasOffset)
    {
        microseconds = 0;
        hasOffset = false;
        var rest = text.Trim((byte)' ');
        if (!TryDate(ref rest, out var days)) return false;
        microseconds = days * Instants.MicrosecondsPerDay;
        if (rest.IsEmpty) return true;
        if (rest[0] is not ((byte)'T' or (byte)'t' or (byte)' ')) return false;
        rest = rest[1..];
        if (!TryTimeOfDay(ref rest, out var timeOfDay)) return false;
        microseconds += timeOfDay;
        if (rest.IsEmpty) return true;
        hasOffset = true;
        if (!TryOffset(rest, out var offset)) return false;
        microseconds -= offset;
        return true;
    }

    private static bool TryDate(ref ReadOnlySpan<byte> rest, out long days)
    {
        days = 0;
        var hasDashes = rest.Length >= 10 && rest[4] == '-' && rest[7] == '-';
        if (!hasDashes && rest.Length < 8) return false;
        var isDate = TryDigits(rest[..4], out var year)
            & TryDigits(hasDashes ? rest[5..7] : rest[4..6], out var month)
            & TryDigits(hasDashes ? rest[8..10] : rest[6..8], out var day);
        if (!isDate || year > 9999 || month is < 1 or > 12 || day < 1) return false;

        // Year 0 is a date of the proleptic calendar that DateOnly lacks; it is told apart from rubbish by the caller's range.
        if (day > (year == 0 ? 31 : DateTime.DaysInMonth(year, month))) return false;
        days = (year == 0 ? -366 : new DateOnly(year, month, day).DayNumber) - new DateOnly(1970, 1, 1).DayNumber;
        rest = rest[(hasDashes ? 10 : 8)..];
        return true;
    }

    private static bool TryTimeOfDay(ref ReadOnlySpan<byte> rest, out long microseconds)
    {
        microseconds = 0;
        if (rest.Length < 5 || rest[2] != ':') return false;
        if (!TryDigits(rest[..2], out var hours) || !TryDigits(rest[3..5], out var minutes) || hours > 23 || minutes > 59) return false;
        var seconds = 0;
        var fraction = 0L;
        rest = rest[5..];
        if (!rest.IsEmpty && rest[0] == ':')
        {
            if (rest.Length < 3 || !TryDigits(rest[1..3], out seconds) || seconds > 59) return false;
            rest = rest[3..];
            if (!rest.IsEmpty && rest[0] is (byte)'.' or (byte)',') fraction = TakeFraction(ref rest);
        }

        microseconds = (((hours * 60L) + minutes) * 60L + seconds) * Instants.MicrosecondsPerSecond + fraction;
        return fraction >= 0;
    }

    /// <summary>The digits after the point as microseconds, finer ones cut off; −1 when there are none.</summary>
    private static long TakeFraction(ref ReadOnlySpan<byte> rest)
    {
        var length = 1;
        var fraction = 0L;
        while (length < rest.Length && rest[length] is >= (byte)'0' and <= (byte)'9')
        {
            if (length <= 6) fraction = (fraction * 10) + rest[length] - '0';
            length++;
        }

        for (var digits = length - 1; digits < 6; digits++) fraction *= 10;
        rest = rest[length..];
        return length == 1 ? -1 : fraction;
    }

    private static bool TryOffset(ReadOnlySpan<byte> rest, out long microseconds)
    {
        microseconds = 0;
        if (rest.SequenceEqual("Z"u8) || rest.SequenceEqual("z"u8)) return true;
        if (rest[0] is not ((byte)'+' or (byte)'-')) return false;
        var digits = rest[1..];
        var minutes = 0;
        if (digits.Length is not (2 or 4 or 5) || !TryDigits(digits[..2], out var hours) || hours > 18) return false;
        if (digits.Length > 2 && (!TryDigits(digits[^2..], out minutes) || minutes > 59 || (digits.Length == 5 && digits[2] != ':'))) return false;
        microseconds = ((hours * 60L) + minutes) * 60 * Instants.MicrosecondsPerSecond * (rest[0] == '-' ? -1 : 1);
        return true;
    }

    private static bool TryDigits(ReadOnlySpan<byte> text, out int number)
    {
        number = 0;
        foreach (var digit in text)
        {
            if (digit is < (byte)'0' or > (byte)'9') return false;
            number = (number * 10) + digit - '0';
        }

        return true;
    }
}
