using System.Collections.Immutable;
using ChurnPredict.Boosting;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace ChurnPredict.MLNet;

/// <summary>Rows of ours as ML.NET's data.</summary>
internal static class SlotData
{
    /// <summary>Rows with labels.</summary>
    public static IDataView Of(MLContext context, SlotLayout layout, TrainingData rows) =>
        context.Data.LoadFromEnumerable(Rows(layout, rows).ToArray(), Schema(layout));

    /// <summary>One row that holds, in every slot, what stands for missing there.</summary>
    public static IDataView MissingValues(MLContext context, SlotLayout layout) =>
        context.Data.LoadFromEnumerable([new SlotRow { Features = layout.MissingValues }], Schema(layout));

    /// <summary>The columns, with the names of the slots and the ranges that belong to one category.</summary>
    public static SchemaDefinition Schema(SlotLayout layout)
    {
        var schema = SchemaDefinition.Create(typeof(SlotRow));
        var features = schema[nameof(SlotRow.Features)];
        features.ColumnType = new VectorDataViewType(NumberDataViewType.Single, layout.SlotCount);
        var names = new VBuffer<ReadOnlyMemory<char>>(layout.SlotCount, [.. layout.SlotNames().Select(name => name.AsMemory())]);
        features.AddAnnotation("SlotNames", names, new VectorDataViewType(TextDataViewType.Instance, layout.SlotCount));
        var ranges = layout.CategoryRanges;
        if (ranges.Length > 0)
        {
            var type = new VectorDataViewType(NumberDataViewType.Int32, ImmutableArray.Create(ranges.Length / 2, 2));
            features.AddAnnotation("CategoricalSlotRanges", new VBuffer<int>(ranges.Length, ranges), type);
        }

        return schema;
    }

    private static IEnumerable<SlotRow> Rows(SlotLayout layout, TrainingData rows)
    {
        for (var row = 0; row < rows.Features.RowCount; row++)
        {
            yield return new SlotRow
            {
                Features = layout.SlotsOf(rows.Features.Row(row)),
                Label = rows.Labels[row] > 0,
                Target = rows.Labels[row],
                Weight = rows.Weights?[row] ?? 1,
            };
        }
    }
}
