using Google.Protobuf.Reflection;

namespace ChurnPredict.Transport.Tests;

/// <summary>Everything of a proto package that clients build on, one line each: services, methods, fields, enum values.</summary>
internal static class DescribedNames
{
    public static IReadOnlySet<string> Of(IEnumerable<FileDescriptor> files) => files
        .Where(file => file.Package == "churnpredict.v1")
        .SelectMany(Lines)
        .ToHashSet(StringComparer.Ordinal);

    private static IEnumerable<string> Lines(FileDescriptor file) => file.Services.SelectMany(Lines)
        .Concat(file.MessageTypes.SelectMany(Lines))
        .Concat(file.EnumTypes.SelectMany(Lines));

    private static IEnumerable<string> Lines(ServiceDescriptor service) => service.Methods.Select(method =>
        $"rpc {method.FullName}({Stream(method.IsClientStreaming)}{method.InputType.FullName}) "
        + $"returns ({Stream(method.IsServerStreaming)}{method.OutputType.FullName})");

    private static IEnumerable<string> Lines(MessageDescriptor message) => message.Fields.InDeclarationOrder().Select(Line)
        .Concat(message.NestedTypes.SelectMany(Lines))
        .Concat(message.EnumTypes.SelectMany(Lines))
        .Append($"message {message.FullName}");

    private static IEnumerable<string> Lines(EnumDescriptor type) =>
        type.Values.Select(value => $"value {type.FullName}.{value.Name} = {value.Number}");

    private static string Line(FieldDescriptor field) =>
        $"field {field.FullName} = {field.FieldNumber} {Label(field)} {field.FieldType} {TypeName(field)} "
        + $"{field.RealContainingOneof?.Name}";

    private static string Label(FieldDescriptor field) =>
        field.IsRepeated ? "repeated" : field.HasPresence ? "optional" : "plain";

    private static string TypeName(FieldDescriptor field) => field.FieldType switch
    {
        FieldType.Message => field.MessageType.FullName,
        FieldType.Enum => field.EnumType.FullName,
        _ => "",
    };

    private static string Stream(bool isStream) => isStream ? "stream " : "";
}
