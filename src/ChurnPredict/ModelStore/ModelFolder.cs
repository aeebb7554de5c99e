using System.Globalization;
using System.Security.Cryptography;
using ChurnPredict.Boosting;
using ChurnPredict.Features;
using ChurnPredict.Learning;
using ChurnPredict.Value;

namespace ChurnPredict.ModelStore;

/// <summary>
/// A model on disk. The folder <c>yyyyMMddTHHmmss-xxxxxxxx</c> (time of writing, UTC, and the first eight hexadecimal digits of the
/// content hash) holds:
/// <list type="bullet">
/// <item><c>model.json</c>: <see cref="ModelManifest"/>, with the SHA-256 of every other file; its own SHA-256 is the content hash.</item>
/// <item><c>schema.json</c>: <see cref="FeatureSchema"/>. <c>reference.json</c>: <see cref="FeatureReference"/>.</item>
/// <item><c>churn-backtest.trees</c>, <c>churn-final.trees</c>, <c>reactivation.trees</c> (optional): <see cref="TreeEnsembleFile"/>.</item>
/// <item><c>value-backtest.model</c>, <c>value-final.model</c> (optional): <see cref="ValueModel"/>. <c>survival.model</c> (optional):
/// <see cref="SurvivalModel"/>.</item>
/// <item><c>model.zip</c>, or <c>model-1.zip</c> and so on where ensembles are averaged (only of ML.NET's learners): the same trees for
/// ML.NET's own programs, before calibration; nothing here reads them.</item>
/// <item><c>calibration.json</c>: <see cref="StoredCalibrations"/>. <c>distributions.json</c>: <see cref="FeatureDistribution"/>s.</item>
/// </list>
/// Creation time stands only in the folder's name, so equal input, options and seed give an equal content hash. To add a field, add
/// an optional property; to add a file, add it here and let readers treat its absence as "not there".
/// </summary>
public static class ModelFolder
{
    private const string ManifestFile = "model.json";
    private const string SchemaFile = "schema.json";
    private const string ReferenceFile = "reference.json";
    private const string BacktestFile = "churn-backtest.trees";
    private const string FinalFile = "churn-final.trees";
    private const string ReactivationFile = "reactivation.trees";
    private const string BacktestValueFile = "value-backtest.model";
    private const string FinalValueFile = "value-final.model";
    private const string SurvivalFile = "survival.model";
    private const string CalibrationFile = "calibration.json";
    private const string DistributionsFile = "distributions.json";

    /// <summary>Writes a model folder; a crash leaves no folder that looks like one.</summary>
    /// <param name="library">Where.</param>
    /// <param name="model">What.</param>
    /// <param name="when">The time that the folder's name says.</param>
    /// <returns>The id, which is the folder's name. Writing equal contents in the same second gives the folder that is there.</returns>
    public static string Write(ModelLibrary library, TrainedModel model, DateTimeOffset when)
    {
        ArgumentNullException.ThrowIfNull(library);
        ArgumentNullException.ThrowIfNull(model);
        var temporary = Path.Combine(library.Folder, $".{Environment.ProcessId}.partial");
        if (Directory.Exists(temporary)) Directory.Delete(temporary, recursive: true);
        Directory.CreateDirectory(temporary);
        try
        {
            WriteParts(temporary, model);
            var files = Directory.EnumerateFiles(temporary).Order(StringComparer.Ordinal)
                .ToDictionary(file => Path.GetFileName(file), HashOfFile);
            var manifestPath = Path.Combine(temporary, ManifestFile);
            AtomicFile.Write(manifestPath, stream => ModelJson.Write(stream, model.Manifest with { Files = files }));
            var id = $"{when.UtcDateTime.ToString("yyyyMMddTHHmmss", CultureInfo.InvariantCulture)}-{HashOfFile(manifestPath)[..8]}";
            var folder = library.PathOf(id);
            if (!Directory.Exists(folder)) Directory.Move(temporary, folder);
            return id;
        }
        finally
        {
            if (Directory.Exists(temporary)) Directory.Delete(temporary, recursive: true);
        }
    }

    /// <summary>Reads a model folder; verifies every hash and runs no code.</summary>
    /// <param name="library">Where.</param>
    /// <param name="id">Which; null = the champion.</param>
    /// <exception cref="InvalidModelFileException">Absent, damaged, or of a newer format.</exception>
    public static (string Id, TrainedModel Model) Read(ModelLibrary library, string? id = null)
    {
        ArgumentNullException.ThrowIfNull(library);
        var resolved = library.Resolve(id);
        var folder = library.PathOf(resolved);
        var manifest = ReadManifest(folder, resolved);
        foreach (var (name, expected) in manifest.Files) Verify(folder, name, expected);
        var calibrations = ReadJson<StoredCalibrations>(folder, manifest, CalibrationFile);
        calibrations.ThrowIfInvalid(Path.Combine(folder, CalibrationFile));
        return (resolved, new TrainedModel
        {
            Manifest = manifest,
            Schema = ReadJson<FeatureSchema>(folder, manifest, SchemaFile),
            Reference = ReadJson<FeatureReference>(folder, manifest, ReferenceFile),
            Backtest = new ChurnModel(ReadTrees(folder, manifest, BacktestFile), calibrations.Backtest),
            Final = new ChurnModel(ReadTrees(folder, manifest, FinalFile), calibrations.Final),
            Reactivation = calibrations.Reactivation is { } reactivation
                ? new ChurnModel(ReadTrees(folder, manifest, ReactivationFile), reactivation)
                : null,
            BacktestValue = ReadOptional(folder, manifest, BacktestValueFile, ValueModel.Read),
            FinalValue = ReadOptional(folder, manifest, FinalValueFile, ValueModel.Read),
            Survival = ReadOptional(folder, manifest, SurvivalFile, SurvivalModel.Read),
            Distributions = ReadJson<IReadOnlyList<FeatureDistribution>>(folder, manifest, DistributionsFile),
        });
    }

    /// <summary>Reads only <c>model.json</c>, for listings; other files are not looked at.</summary>
    /// <param name="library">Where.</param>
    /// <param name="id">Which.</param>
    /// <exception cref="InvalidModelFileException">Absent, damaged, or of a newer format.</exception>
    public static ModelManifest ReadManifest(ModelLibrary library, string id)
    {
        ArgumentNullException.ThrowIfNull(library);
        return ReadManifest(library.PathOf(library.Resolve(id)), id);
    }

    private static void WriteParts(string folder, TrainedModel model)
    {
        void Json<T>(string name, T value) => AtomicFile.Write(Path.Combine(folder, name), stream => ModelJson.Write(stream, value));
        void Trees(string name, ChurnModel churn) =>
            AtomicFile.Write(Path.Combine(folder, name), stream => TreeEnsembleFile.Write(churn.Ensemble, stream));

        Json(SchemaFile, model.Schema);
        Json(ReferenceFile, model.Reference);
        Trees(BacktestFile, model.Backtest);
        Trees(FinalFile, model.Final);
        if (model.Reactivation is { } reactivation) Trees(ReactivationFile, reactivation);
        if (model.BacktestValue is { } backtestValue) AtomicFile.Write(Path.Combine(folder, BacktestValueFile), backtestValue.Write);
        if (model.FinalValue is { } finalValue) AtomicFile.Write(Path.Combine(folder, FinalValueFile), finalValue.Write);
        if (model.Survival is { } survival) AtomicFile.Write(Path.Combine(folder, SurvivalFile), survival.Write);
        for (var index = 0; index < model.LibraryFiles.Count; index++)
        {
            var name = model.LibraryFiles.Count == 1 ? "model.zip" : $"model-{index + 1}.zip";
            AtomicFile.Write(Path.Combine(folder, name), stream => stream.Write(model.LibraryFiles[index]));
        }

        Json(CalibrationFile, new StoredCalibrations(model.Backtest.Calibration, model.Final.Calibration, model.Reactivation?.Calibration));
        Json(DistributionsFile, model.Distributions);
    }

    private static ModelManifest ReadManifest(string folder, string id)
    {
        var path = Path.Combine(folder, ManifestFile);
        if (!File.Exists(path)) throw new InvalidModelFileException($"{path}: not found, expected the manifest of model {id}");
        var hash = HashOfFile(path);
        if (!hash.StartsWith(id[^8..], StringComparison.Ordinal))
            throw new InvalidModelFileException($"{path}: found content hash {hash[..8]}, expected {id[^8..]} as in the folder's name; the file was changed or damaged");
        using var stream = File.OpenRead(path);
        var manifest = ModelJson.Read<ModelManifest>(stream, path);
        return manifest.FormatVersion is >= 1 and <= ModelManifest.CurrentFormatVersion
            ? manifest
            : throw new InvalidModelFileException(
                $"{path}: found format version {manifest.FormatVersion}, expected 1 to {ModelManifest.CurrentFormatVersion}");
    }

    private static void Verify(string folder, string name, string expected)
    {
        var path = Path.Combine(folder, name);
        if (Path.GetFileName(name) != name || !File.Exists(path))
            throw new InvalidModelFileException($"{path}: not found, expected a file of the model folder");
        var found = HashOfFile(path);
        if (found != expected)
            throw new InvalidModelFileException($"{path}: found SHA-256 {found}, expected {expected}; the file was changed or damaged");
    }

    private static T ReadJson<T>(string folder, ModelManifest manifest, string name)
    {
        using var stream = Open(folder, manifest, name);
        return ModelJson.Read<T>(stream, Path.Combine(folder, name));
    }

    private static TreeEnsemble ReadTrees(string folder, ModelManifest manifest, string name)
    {
        using var stream = Open(folder, manifest, name);
        try
        {
            return TreeEnsembleFile.Read(stream, Path.Combine(folder, name));
        }
        catch (InvalidTreeEnsembleException exception)
        {
            throw new InvalidModelFileException(exception.Message, exception);
        }
    }

    private static T? ReadOptional<T>(string folder, ModelManifest manifest, string name, Func<Stream, string, T> read)
        where T : class
    {
        if (!manifest.Files.ContainsKey(name)) return null;
        using var stream = Open(folder, manifest, name);
        return read(stream, Path.Combine(folder, name));
    }

    /// <summary>Only files that the manifest vouches for are opened.</summary>
    private static FileStream Open(string folder, ModelManifest manifest, string name) => manifest.Files.ContainsKey(name)
        ? File.OpenRead(Path.Combine(folder, name))
        : throw new InvalidModelFileException($"{Path.Combine(folder, ManifestFile)}: lists no {name}, expected one");

    private static string HashOfFile(string path)
    {
        using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
