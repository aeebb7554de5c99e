using System.Globalization;
using System.Text.Json;

namespace ChurnPredict.Boosting;

/// <summary>A JSON value that knows where it stands, so that what is wrong with it can be said.</summary>
internal readonly record struct JsonPlace(JsonElement Value, string Where)
{
    /// <summary>What stands for NaN, which JSON does not have.</summary>
    public static ReadOnlySpan<byte> QuotedNaN => "\"N\""u8;

    public JsonPlace this[string property] =>
        TryGet(property) ?? throw new InvalidTreeEnsembleException("nothing", $"the property {property}", Where);

    public JsonPlace? TryGet(string property) =>
        Value.ValueKind == JsonValueKind.Object && Value.TryGetProperty(property, out var found)
            ? new JsonPlace(found, $"{Where}.{property}")
            : null;

    public IEnumerable<JsonPlace> Items()
    {
        ThrowUnless(Value.ValueKind == JsonValueKind.Array, "an array");
        return Iterate(Value, Where);
    }

    public string Text()
    {
        ThrowUnless(Value.ValueKind == JsonValueKind.String, "a string");
        return Value.GetString()!;
    }

    /// <summary>A number, or XGBoost's habit of writing one as a string.</summary>
    public double Number()
    {
        var number = double.NaN;
        var isNumber = Value.ValueKind == JsonValueKind.Number
            ? Value.TryGetDouble(out number)
            : Value.ValueKind == JsonValueKind.String
                && double.TryParse(Value.GetString()!.Trim('[', ']'), NumberStyles.Float, CultureInfo.InvariantCulture, out number);
        ThrowUnless(isNumber && double.IsFinite(number), "a finite number");
        return number;
    }

    public int Integer()
    {
        var number = Number();
        ThrowUnless(number is >= int.MinValue and <= int.MaxValue && number == Math.Floor(number), "an integer");
        return (int)number;
    }

    public float[] Floats() => [.. Items().Select(item => item.Single(canBeSpecial: false))];

    /// <summary>Numbers that may be infinite or, as <see cref="QuotedNaN"/>, NaN.</summary>
    public float[] SpecialFloats() => [.. Items().Select(item => item.Single(canBeSpecial: true))];

    public int[] Integers() => [.. Items().Select(item => item.Integer())];

    /// <summary>Truth as versions write it: 0 and 1, or false and true.</summary>
    public bool[] Flags() => [.. Items().Select(item => item.Flag())];

    public void ThrowUnless(bool holds, string expected)
    {
        if (!holds) throw new InvalidTreeEnsembleException(Shorten(), expected, Where);
    }

    private static IEnumerable<JsonPlace> Iterate(JsonElement array, string where)
    {
        var index = 0;
        foreach (var item in array.EnumerateArray()) yield return new JsonPlace(item, $"{where}[{index++}]");
    }

    // Straight from the text to float32: by way of double a number could be rounded twice.
    private float Single(bool canBeSpecial)
    {
        var number = float.NaN;
        if (canBeSpecial && Value.ValueKind == JsonValueKind.String && Value.GetString() == "N") return number;
        ThrowUnless(
            Value.ValueKind == JsonValueKind.Number && Value.TryGetSingle(out number) && (canBeSpecial || float.IsFinite(number)),
            "a finite float32");
        return number;
    }

    private bool Flag() => Value.ValueKind is JsonValueKind.True or JsonValueKind.False ? Value.GetBoolean() : Integer() != 0;

    private string Shorten()
    {
        var text = Value.GetRawText();
        return text.Length <= 40 ? text : text[..40] + "…";
    }
}
