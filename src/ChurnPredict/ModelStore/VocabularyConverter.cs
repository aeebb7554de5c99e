using System.Text.Json;
using System.Text.Json.Serialization;
using ChurnPredict.History;

namespace ChurnPredict.ModelStore;

/// <summary>A vocabulary as the list of its words.</summary>
internal sealed class VocabularyConverter : JsonConverter<Vocabulary>
{
    public override Vocabulary Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new(JsonSerializer.Deserialize<string[]>(ref reader, options) ?? throw new JsonException("found null, expected a list of words"));

    public override void Write(Utf8JsonWriter writer, Vocabulary value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value.Words, options);
}
