using ChurnPredict.ModelStore;
using ChurnPredict.Parquet;

namespace ChurnPredict.Trainer.Training;

/// <summary>Looks at the models folder before a training, which may take an hour: can it take the model, and can the champion be read
/// that the model will be compared with?</summary>
internal static class TrainingTarget
{
    /// <exception cref="InvalidModelFileException">Not so; the message says what was found where.</exception>
    public static void ThrowIfUnusable(ModelLibrary library, PromotionRule rule)
    {
        ThrowIfNotWritable(library.Folder, "models (--models)");
        if (Directory.Exists(library.ChampionPath))
            throw new InvalidModelFileException($"{library.ChampionPath}: found a folder, expected a file that holds the champion's id");
        if (library.ChampionId() is { } champion && rule == PromotionRule.Better) ThrowIfUnreadable(library, champion);
    }

    /// <summary>The first trial is written only after the history was read and its features were computed.</summary>
    /// <param name="file">The file that keeps what a search tried; behind it, where it is a link, is what will be replaced.</param>
    /// <exception cref="InvalidModelFileException">Nothing can be written beside it.</exception>
    public static void ThrowIfSearchNotWritable(string file) =>
        ThrowIfNotWritable(Path.GetDirectoryName(Path.GetFullPath(LinkedFile.TargetOf(file)))!, $"the search's file {file} (--search)");

    private static void ThrowIfUnreadable(ModelLibrary library, string champion)
    {
        try
        {
            ModelFolder.Read(library, champion);
        }
        catch (InvalidModelFileException exception)
        {
            throw new InvalidModelFileException($"{exception.Message}; a new model is compared with the champion {champion}, except with train --promote always or never", exception);
        }
    }

    /// <summary>Tries it in the folder or, where it is still to be made, in the nearest one above.</summary>
    private static void ThrowIfNotWritable(string folder, string content)
    {
        var nearest = Path.GetFullPath(folder);
        while (!Path.Exists(nearest)) nearest = Path.GetDirectoryName(nearest)!;
        if (File.Exists(nearest)) throw new InvalidModelFileException($"{nearest}: found a file, expected a folder for {content}");
        var trial = Path.Combine(nearest, $".{Path.GetRandomFileName()}.partial");
        try
        {
            Directory.CreateDirectory(trial);
            Directory.Delete(trial);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InvalidModelFileException($"{nearest}: found a folder where nothing can be written, expected one for {content}", exception);
        }
    }
}
