namespace ChurnPredict.Boosting;

/// <summary>
/// Models in XGBoost's JSON (<c>save_model("model.json")</c>, versions 1.3 and later), one output, tree boosters.
/// XGBoost asks <c>value &lt; condition</c> in float32 where we ask <c>value ≤ threshold</c>: the neighbouring float makes both
/// the same. It adds leaf values in float32 where we add in double, so scores agree to about 1e-6 and leaves exactly. Negative
/// categories, which neither trains on, follow the missing values here and the categories outside a set there.
/// </summary>
public static class XGBoostJson
{
    internal const string Infinity = "Infinity";

    /// <summary>Writes an ensemble so that XGBoost 1.7 and later load it.</summary>
    /// <param name="ensemble">The ensemble. The base score becomes part of the first tree's leaves.</param>
    /// <param name="stream">Where to; left open.</param>
    /// <remarks>A split at infinity, which only tells missing values from others, is written so that it holds for every finite value;
    /// XGBoost takes no infinite ones.</remarks>
    /// <exception cref="NotSupportedException">A category is above 16,777,215.</exception>
    public static void Write(TreeEnsemble ensemble, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(ensemble);
        ArgumentNullException.ThrowIfNull(stream);
        new XGBoostJsonWriter(ensemble).Write(stream);
    }

    /// <summary>Reads a model.</summary>
    /// <param name="stream">Read to its end; left open.</param>
    /// <param name="name">The file's name, for messages.</param>
    /// <exception cref="InvalidTreeEnsembleException">The file is not such a model, or uses what an ensemble here cannot be: several
    /// outputs, linear boosters, other objectives.</exception>
    public static TreeEnsemble Read(Stream stream, string name)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(name);
        return XGBoostJsonReader.Read(stream, name);
    }
}
