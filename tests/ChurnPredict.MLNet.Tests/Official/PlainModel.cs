using ChurnPredict.Boosting;
using Microsoft.ML;

namespace ChurnPredict.MLNet.Tests;

/// <summary>Loads a <c>model.zip</c> as any ML.NET program does and scores rows one by one.</summary>
internal static class PlainModel
{
    public static T[] Score<T>(byte[] file, FeatureMatrix training, FeatureMatrix rows)
        where T : class, new()
    {
        var context = new MLContext(seed: 1);
        using var stream = new MemoryStream(file);
        var model = context.Model.Load(stream, out _);
        var layout = SlotLayout.For(training);
        using var engine = context.Model.CreatePredictionEngine<SlotRow, T>(model, inputSchemaDefinition: SlotData.Schema(layout));
        return [.. Enumerable.Range(0, rows.RowCount).Select(row => engine.Predict(new SlotRow { Features = layout.SlotsOf(rows.Row(row)) }))];
    }
}
