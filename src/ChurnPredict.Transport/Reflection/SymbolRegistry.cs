using Google.Protobuf.Reflection;

namespace Grpc.Reflection;

/// <summary>Proto files by name and by the symbols they declare.</summary>
public class SymbolRegistry
{
    private readonly Dictionary<string, FileDescriptor> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FileDescriptor> _bySymbol = new(StringComparer.Ordinal);

    private SymbolRegistry()
    {
    }

    /// <summary>Makes a registry of files and all they import.</summary>
    /// <param name="fileDescriptors">The files.</param>
    public static SymbolRegistry FromFiles(IEnumerable<FileDescriptor> fileDescriptors)
    {
        ArgumentNullException.ThrowIfNull(fileDescriptors);
        var registry = new SymbolRegistry();
        foreach (var file in fileDescriptors)
            registry.Add(file);
        return registry;
    }

    /// <summary>A file by its name; null where there is none.</summary>
    /// <param name="filename">Name as in an import.</param>
    public FileDescriptor? FileByName(string filename) => _byName.GetValueOrDefault(filename);

    /// <summary>The file that declares a symbol; null where none does.</summary>
    /// <param name="symbol">Service, method, message, enum or field with its package.</param>
    public FileDescriptor? FileContainingSymbol(string symbol) => _bySymbol.GetValueOrDefault(symbol);

    private void Add(FileDescriptor file)
    {
        if (!_byName.TryAdd(file.Name, file))
            return;
        foreach (var dependency in file.Dependencies)
            Add(dependency);
        foreach (var service in file.Services)
        {
            _bySymbol[service.FullName] = file;
            foreach (var method in service.Methods)
                _bySymbol[method.FullName] = file;
        }

        foreach (var type in file.EnumTypes)
            Add(type);
        foreach (var type in file.MessageTypes)
            Add(type);
    }

    private void Add(MessageDescriptor type)
    {
        _bySymbol[type.FullName] = type.File;
        foreach (var field in type.Fields.InDeclarationOrder())
            _bySymbol[field.FullName] = type.File;
        foreach (var nested in type.EnumTypes)
            Add(nested);
        foreach (var nested in type.NestedTypes)
            Add(nested);
    }

    private void Add(EnumDescriptor type)
    {
        _bySymbol[type.FullName] = type.File;
        foreach (var value in type.Values)
            _bySymbol[value.FullName] = type.File;
    }
}
