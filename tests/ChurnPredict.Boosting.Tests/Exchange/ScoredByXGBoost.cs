namespace ChurnPredict.Boosting.Tests;

/// <summary>Random ensembles and what XGBoost makes of their exports; scored in one process for the tests of a class.</summary>
public sealed class ScoredByXGBoost : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, (TreeEnsemble Ensemble, FeatureMatrix Rows)> _cases;
    private readonly Lazy<bool> _isScored;

    public ScoredByXGBoost()
    {
        _cases = new[] { (LinkFunction.Logistic, 0), (LinkFunction.Logistic, 3), (LinkFunction.Identity, 1), (LinkFunction.Exponential, 1) }
            .ToDictionary(item => $"{item.Item1}{item.Item2}", item =>
            {
                var ensemble = RandomTrees.Ensemble(5, 7, 15, 25, item.Item2, link: item.Item1);
                return (ensemble, Finite(RandomTrees.Rows(ensemble, 800, 5)));
            });
        _isScored = new Lazy<bool>(Score);
    }

    internal (TreeEnsemble Ensemble, FeatureMatrix Rows) Case(string name) => _cases[name];

    public float[] Result(string name, string kind) => _isScored.Value ? PeerTools.Floats(_folder.File($"{name}.{kind}")) : [];

    public void Dispose() => _folder.Dispose();

    /// <summary>XGBoost refuses infinite values, and takes negative categories for unknown ones instead of missing ones.</summary>
    internal static FeatureMatrix Finite(FeatureMatrix rows) =>
        new(
            [.. rows.Values.Select((value, index) =>
                float.IsInfinity(value) || (rows.Features[index % rows.FeatureCount].IsCategorical && value < 0) ? float.NaN : value)],
            rows.RowCount,
            rows.FeatureCount,
            rows.Features);

    private bool Score()
    {
        foreach (var (name, (ensemble, rows)) in _cases)
        {
            PeerTools.WriteRows(_folder.File($"{name}.rows"), rows);
            using var stream = File.Create(_folder.File($"{name}.json"));
            XGBoostJson.Write(ensemble, stream);
        }

        PeerTools.XGBoost(["score", _folder.Path, .. _cases.Keys]);
        return true;
    }
}
