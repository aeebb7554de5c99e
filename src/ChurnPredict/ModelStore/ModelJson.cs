using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChurnPredict.ModelStore;

/// <summary>How the JSON files of a model folder are written: snake case, indented, numbers that round-trip, NaN by name.</summary>
public static class ModelJson
{
    /// <summary>The options, for whoever writes a part of a model folder.</summary>
    public static JsonSerializerOptions Options { get; } = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower), new VocabularyConverter() },
        MaxDepth = 64,
    };

    internal static void Write<T>(Stream stream, T value) => JsonSerializer.Serialize(stream, value, Options);

    internal static T Read<T>(Stream stream, string path)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(stream, Options)
                ?? throw new InvalidModelFileException($"{path}: found null, expected {typeof(T).Name}");
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException or ArgumentException)
        {
            throw new InvalidModelFileException($"{path}: not the JSON expected of {typeof(T).Name}: {exception.Message}", exception);
        }
    }
}
