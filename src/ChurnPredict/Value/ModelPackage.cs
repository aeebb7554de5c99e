using System.Text;
using System.Text.Json;
using ChurnPredict.Boosting;
using ChurnPredict.ModelStore;

namespace ChurnPredict.Value;

/// <summary>
/// One file of settings and tree ensembles: 8 bytes naming the kind and version; int32 length and that many bytes of JSON (unknown
/// names are ignored by readers); int32 number of ensembles; each an int32 length (0 = absent) and the bytes of
/// <see cref="TreeEnsembleFile"/>. Numbers are little-endian.
/// </summary>
internal static class ModelPackage
{
    /// <summary>Writes settings and ensembles.</summary>
    public static void Write<T>(Stream stream, string magic, T settings, IReadOnlyList<TreeEnsemble?> ensembles)
    {
        using var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);
        writer.Write(Encoding.ASCII.GetBytes(magic));
        WriteBlock(writer, JsonSerializer.SerializeToUtf8Bytes(settings, ModelJson.Options));
        writer.Write(ensembles.Count);
        foreach (var ensemble in ensembles)
        {
            using var bytes = new MemoryStream();
            if (ensemble is not null) TreeEnsembleFile.Write(ensemble, bytes);
            WriteBlock(writer, bytes.ToArray());
        }
    }

    /// <summary>Reads them back.</summary>
    /// <exception cref="InvalidModelFileException">The bytes are not such a file.</exception>
    public static (T Settings, IReadOnlyList<TreeEnsemble?> Ensembles) Read<T>(Stream stream, string magic, string name)
    {
        ArgumentNullException.ThrowIfNull(stream);
        try
        {
            using var reader = new BinaryReader(stream, Encoding.UTF8, leaveOpen: true);
            var found = Encoding.ASCII.GetString(reader.ReadBytes(magic.Length));
            if (found != magic) throw new InvalidModelFileException($"{name}: found '{found}' at byte 0, expected '{magic}'");
            var settings = JsonSerializer.Deserialize<T>(ReadBlock(reader, name), ModelJson.Options)
                ?? throw new InvalidModelFileException($"{name}: found null, expected {typeof(T).Name}");
            return (settings, [.. Enumerable.Range(0, reader.ReadInt32()).Select(_ => ReadEnsemble(reader, name)).ToArray()]);
        }
        catch (Exception exception) when (exception is JsonException or EndOfStreamException or InvalidTreeEnsembleException or ArgumentException)
        {
            throw new InvalidModelFileException($"{name}: {exception.Message}", exception);
        }
    }

    private static TreeEnsemble? ReadEnsemble(BinaryReader reader, string name)
    {
        var bytes = ReadBlock(reader, name);
        return bytes.Length == 0 ? null : TreeEnsembleFile.Read(new MemoryStream(bytes), name);
    }

    private static void WriteBlock(BinaryWriter writer, byte[] bytes)
    {
        writer.Write(bytes.Length);
        writer.Write(bytes);
    }

    private static byte[] ReadBlock(BinaryReader reader, string name)
    {
        var length = reader.ReadInt32();
        if (length < 0) throw new InvalidModelFileException($"{name}: found a block of {length} bytes, expected at least 0");
        var bytes = reader.ReadBytes(length);
        return bytes.Length == length ? bytes : throw new InvalidModelFileException($"{name}: ends after {bytes.Length} of {length} bytes of a block");
    }
}
