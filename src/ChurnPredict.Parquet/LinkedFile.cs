namespace ChurnPredict.Parquet;

/// <summary>Where a file stands that is replaced by renaming another to its name: a symbolic link is to be written through, not replaced.</summary>
public static class LinkedFile
{
    /// <summary>The path behind the last link of <paramref name="path"/>, whether or not something stands there; the path itself where it is
    /// no symbolic link.</summary>
    /// <param name="path">A file, or a folder.</param>
    /// <exception cref="IOException">Links that lead in a circle.</exception>
    public static string TargetOf(string path) =>
        new FileInfo(path).LinkTarget is null ? path : File.ResolveLinkTarget(path, returnFinalTarget: true)!.FullName;
}
