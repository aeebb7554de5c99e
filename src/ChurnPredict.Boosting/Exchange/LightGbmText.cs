namespace ChurnPredict.Boosting;

/// <summary>
/// Models in LightGBM's text format (<c>save_model("model.txt")</c>, versions 3 and 4), one output. Its thresholds are doubles;
/// for float32 values the largest float32 at or below one decides the same.
/// </summary>
public static class LightGbmText
{
    /// <summary>Writes an ensemble so that LightGBM loads it.</summary>
    /// <param name="ensemble">The ensemble. The base score becomes part of the first tree's leaves.</param>
    /// <param name="stream">Where to; left open.</param>
    /// <exception cref="NotSupportedException">A categorical split sends missing values to the side of its set: LightGBM always
    /// sends them to the other.</exception>
    public static void Write(TreeEnsemble ensemble, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(ensemble);
        ArgumentNullException.ThrowIfNull(stream);
        new LightGbmTextWriter(ensemble).Write(stream);
    }

    /// <summary>Reads a model.</summary>
    /// <param name="stream">Read to its end; left open.</param>
    /// <param name="name">The file's name, for messages.</param>
    /// <exception cref="InvalidTreeEnsembleException">The file is not such a model, or uses what an ensemble here cannot be: several
    /// outputs, linear leaves, other objectives, zeros treated as missing against the order of a split.</exception>
    public static TreeEnsemble Read(Stream stream, string name)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(name);
        return new LightGbmTextReader(name).Read(stream);
    }
}
