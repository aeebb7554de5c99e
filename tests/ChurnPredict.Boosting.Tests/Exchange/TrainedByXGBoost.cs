using System.Text.Json;

namespace ChurnPredict.Boosting.Tests;

/// <summary>Models that XGBoost trained, with what it makes of their rows; trained once for the tests of a class.</summary>
public sealed class TrainedByXGBoost : IDisposable
{
    private readonly Lazy<TemporaryFolder> _folder = new(() =>
    {
        var folder = new TemporaryFolder();
        PeerTools.XGBoost("train", folder.Path);
        return folder;
    });

    private readonly Dictionary<string, double[][]> _leafValues = [];

    public TreeEnsemble Model(string name)
    {
        using var stream = File.OpenRead(_folder.Value.File($"{name}.json"));
        return XGBoostJson.Read(stream, name);
    }

    public FeatureMatrix Rows(string name, int featureCount)
    {
        var values = PeerTools.Floats(_folder.Value.File($"{name}.rows"));
        return new FeatureMatrix(values, values.Length / featureCount, featureCount);
    }

    public float[] Result(string name, string kind) => PeerTools.Floats(_folder.Value.File($"{name}.{kind}"));

    /// <summary>By tree and XGBoost's own node number, the value a leaf has here; a dart model's weights included.</summary>
    public double[][] LeafValues(string name)
    {
        if (_leafValues.TryGetValue(name, out var known)) return known;
        // The condition of a categorical split is NaN, which JSON does not have.
        using var document = JsonDocument.Parse(File.ReadAllText(_folder.Value.File($"{name}.json")).Replace("NaN", "0", StringComparison.Ordinal));
        var booster = document.RootElement.GetProperty("learner").GetProperty("gradient_booster");
        var isDart = booster.TryGetProperty("weight_drop", out var weights);
        var model = (isDart ? booster.GetProperty("gbtree") : booster).GetProperty("model");
        return _leafValues[name] = [.. model.GetProperty("trees").EnumerateArray().Select((tree, index) =>
            tree.GetProperty("split_conditions").EnumerateArray()
                .Select(value => value.GetSingle() * (isDart ? (double)weights[index].GetSingle() : 1))
                .ToArray())];
    }

    public void Dispose()
    {
        if (_folder.IsValueCreated) _folder.Value.Dispose();
    }
}
