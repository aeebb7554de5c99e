using System.Buffers;
using System.Globalization;
using System.Text;

namespace ChurnPredict.Transport;

/// <summary>
/// The encoding of <c>grpc-message</c>: UTF-8, where bytes other than printable ASCII, and the percent sign, stand as
/// <c>%XX</c>.
/// </summary>
internal static class PercentEncoding
{
    private static readonly SearchValues<char> Plain = SearchValues.Create(PlainCharacters());

    /// <summary>Encodes a text; lone surrogates become U+FFFD.</summary>
    public static string Encode(string text)
    {
        var first = text.AsSpan().IndexOfAnyExcept(Plain);
        if (first < 0)
            return text;
        var encoded = new StringBuilder(text, 0, first, text.Length * 2);
        foreach (var unit in Encoding.UTF8.GetBytes(text[first..]))
            Append(encoded, unit);
        return encoded.ToString();
    }

    /// <summary>Decodes a text; what is not an escape stays as it is.</summary>
    public static string Decode(string text)
    {
        var first = text.IndexOf('%', StringComparison.Ordinal);
        if (first < 0)
            return text;
        var units = new ArrayBufferWriter<byte>(text.Length);
        for (var i = 0; i < text.Length;)
            i += DecodeOne(text, i, units);
        return Encoding.UTF8.GetString(units.WrittenSpan);
    }

    private static int DecodeOne(string text, int at, ArrayBufferWriter<byte> units)
    {
        if (text[at] == '%' && at + 2 < text.Length
            && byte.TryParse(text.AsSpan(at + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit))
        {
            units.Write([unit]);
            return 3;
        }

        var length = char.IsHighSurrogate(text[at]) && at + 1 < text.Length ? 2 : 1;
        Encoding.UTF8.GetBytes(text.AsSpan(at, length), units);
        return length;
    }

    private static void Append(StringBuilder encoded, byte unit)
    {
        if (Plain.Contains((char)unit))
            encoded.Append((char)unit);
        else
            encoded.Append('%').Append(unit.ToString("X2", CultureInfo.InvariantCulture));
    }

    private static string PlainCharacters() =>
        string.Concat(Enumerable.Range(' ', '~' - ' ' + 1).Select(value => (char)value).Where(value => value != '%'));
}
