using System.Globalization;
using System.Numerics;

namespace ChurnPredict.Boosting;

/// <summary>The <c>name=value</c> lines of a header or a tree.</summary>
internal sealed class LightGbmFields
{
    private readonly Dictionary<string, string> _values = [];
    private readonly string _where;

    private LightGbmFields(string where) => _where = where;

    /// <summary>Reads lines until one starts a tree or ends them all.</summary>
    /// <param name="reader">Where from.</param>
    /// <param name="where">What is being read, for messages.</param>
    /// <param name="next">The line behind, or null at the end.</param>
    public static LightGbmFields Read(TextReader reader, string where, out string? next)
    {
        var fields = new LightGbmFields(where);
        while ((next = reader.ReadLine()) is not null)
        {
            if (next.StartsWith("Tree=", StringComparison.Ordinal) || next == "end of trees") break;
            if (next.Length == 0) continue;
            var sign = next.IndexOf('=', StringComparison.Ordinal);
            fields._values[sign < 0 ? next : next[..sign]] = sign < 0 ? "" : next[(sign + 1)..];
        }

        return fields;
    }

    public bool Has(string field) => _values.ContainsKey(field);

    public string Text(string field) =>
        _values.TryGetValue(field, out var value) ? value : throw Invalid("nothing", $"the field {field}");

    public int Integer(string field) =>
        int.TryParse(Text(field), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw Invalid($"{field}={LightGbmTextReader.Shorten(Text(field))}", "an integer");

    /// <summary>A list of a known length; an empty one need not be there.</summary>
    public T[] List<T>(string field, int count)
        where T : INumber<T>
    {
        var words = count == 0 && !Has(field) ? [] : Text(field).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length != count) throw Invalid($"{words.Length} values of {field}", $"{count}");
        return [.. words.Select(word => Parse<T>(field, word))];
    }

    public InvalidTreeEnsembleException Invalid(string found, string expected) => new(found, expected, _where);

    private T Parse<T>(string field, string word)
        where T : INumber<T>
    {
        // What C++ prints for infinity is not what .NET reads.
        if (word is "inf" or "-inf") word = word[0] == '-' ? "-Infinity" : "Infinity";
        return T.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && !T.IsNaN(value)
            ? value
            : throw Invalid($"{field}={LightGbmTextReader.Shorten(word)}", "a number");
    }
}
