using System.Buffers;

namespace ChurnPredict.Transport;

/// <summary>The base64 of <c>-bin</c> headers: written without padding, read with or without.</summary>
internal static class BinaryHeader
{
    public static string Encode(ReadOnlySpan<byte> value) => Convert.ToBase64String(value).TrimEnd('=');

    /// <summary>Reads one value.</summary>
    /// <returns>False when it is not base64.</returns>
    public static bool TryDecode(ReadOnlySpan<char> text, out byte[] value)
    {
        text = text.Trim().TrimEnd('=');
        var padded = (text.Length + 3) / 4 * 4;
        Span<char> complete = padded <= 512 ? stackalloc char[padded] : new char[padded];
        text.CopyTo(complete);
        complete[text.Length..].Fill('=');
        value = new byte[padded / 4 * 3];
        var isValid = Convert.TryFromBase64Chars(complete, value, out var length);
        if (isValid)
            Array.Resize(ref value, length);
        return isValid;
    }
}
