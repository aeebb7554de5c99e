namespace ChurnPredict.Tests;

/// <summary>A theory on ../shared/data, see <see cref="SharedDataFactAttribute"/>.</summary>
public sealed class SharedDataTheoryAttribute : TheoryAttribute
{
    public SharedDataTheoryAttribute(string file) => Skip = new SharedDataFactAttribute(file).Skip;
}
