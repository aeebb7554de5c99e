using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChurnPredict.Trainer.Terminals;

/// <summary>Writes numbers that are not finite as null: JSON has no word for them, and unknown is what they mean.</summary>
internal sealed class FiniteNumberConverter : JsonConverter<double>
{
    public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDouble();

    public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options)
    {
        if (double.IsFinite(value)) writer.WriteNumberValue(value);
        else writer.WriteNullValue();
    }
}
