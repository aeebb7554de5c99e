using ChurnPredict.History;
using V1 = ChurnPredict.Contracts.V1;

namespace ChurnPredict.Server.Answers;

/// <summary>
/// Sorts attributes described inline by kind, as the loaded history has them: a flag is the number that files' booleans are read as. One
/// that it has of the other kind is a problem; one that it does not have is not used, as a column is that the model does not know.
/// </summary>
/// <param name="known">The loaded history's attributes.</param>
internal sealed class InlineAttributes(IReadOnlyList<AttributeColumn> known)
{
    private readonly Dictionary<string, AttributeColumn> _known = known.ToDictionary(attribute => attribute.Name, StringComparer.Ordinal);
    private readonly Dictionary<string, float> _numbers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);
    private readonly List<FieldProblem> _problems = [];

    /// <summary>Numbers and flags, by name.</summary>
    public IReadOnlyDictionary<string, float> Numbers => _numbers;

    /// <summary>Texts, by name.</summary>
    public IReadOnlyDictionary<string, string> Texts => _texts;

    /// <summary>What is wrong with them, no more than are named.</summary>
    public IReadOnlyList<FieldProblem> Problems => _problems;

    /// <summary>Reads attributes, until as much is wrong as is named.</summary>
    /// <param name="attributes">The message's, by name.</param>
    /// <param name="path">Where they stand in the request.</param>
    public void Read(IEnumerable<KeyValuePair<string, V1.AttributeValue>> attributes, string path)
    {
        foreach (var (name, value) in attributes)
        {
            if (_problems.Count == FieldProblem.MostNamed) return;
            if (Add(name, value) is { } problem) _problems.Add(new FieldProblem($"{path}[{FieldProblem.Shown(name)}]", problem));
        }
    }

    /// <returns>What is wrong; null = nothing.</returns>
    private string? Add(string name, V1.AttributeValue value)
    {
        if (value.ValueCase == V1.AttributeValue.ValueOneofCase.None) return null;
        if (_known.TryGetValue(name, out var column) && column.Words is not null != value.HasText)
            return $"found a {value.ValueCase.ToString().ToLowerInvariant()}, expected {(value.HasText ? "a number" : "a text")}, as the loaded history has it";
        if (value.HasText) _texts[name] = value.Text;
        else if (value.HasFlag) _numbers[name] = value.Flag ? 1 : 0;
        else if (float.IsFinite((float)value.Number)) _numbers[name] = (float)value.Number;
        else return "found a number that is not finite, or too large, expected a finite one";
        return null;
    }
}
