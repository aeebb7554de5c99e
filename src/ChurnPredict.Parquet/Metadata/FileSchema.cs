namespace ChurnPredict.Parquet;

/// <summary>The schema tree, sorted into flat columns and nested ones.</summary>
internal sealed class FileSchema
{
    private const int MaximumDepth = 100;

    private FileSchema(List<FlatColumn> columns, List<string> nestedNames, int leafCount)
    {
        Columns = columns;
        NestedNames = nestedNames;
        LeafCount = leafCount;
    }

    public List<FlatColumn> Columns { get; }

    public List<string> NestedNames { get; }

    public int LeafCount { get; }

    public static FileSchema From(SchemaElement[] elements)
    {
        if (elements.Length == 0) throw new DamagedDataException("the footer has no schema");
        var columns = new List<FlatColumn>();
        var nestedNames = new List<string>();
        int position = 1, leaves = 0;
        for (var child = 0; child < elements[0].ChildCount; child++)
        {
            if (position >= elements.Length) throw Incomplete(elements);
            var element = elements[position];
            var isFlat = element is { ChildCount: 0, Type: not null, Repetition: not SchemaElement.Repeated };
            if (isFlat) columns.Add(new FlatColumn(FieldTyping.FieldOf(element), element, leaves));
            else nestedNames.Add(element.Name);
            SkipSubtree(elements, ref position, ref leaves, 0);
        }

        return new FileSchema(columns, nestedNames, leaves);
    }

    private static void SkipSubtree(SchemaElement[] elements, ref int position, ref int leaves, int depth)
    {
        if (position >= elements.Length) throw Incomplete(elements);
        if (depth > MaximumDepth) throw new DamagedDataException($"the schema is nested deeper than {MaximumDepth} levels");
        var element = elements[position++];
        if (element.Type is not null) leaves++;
        for (var child = 0; child < element.ChildCount; child++) SkipSubtree(elements, ref position, ref leaves, depth + 1);
    }

    private static DamagedDataException Incomplete(SchemaElement[] elements) =>
        new($"the schema announces more children than its {elements.Length} elements");
}
