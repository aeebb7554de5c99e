using System.Text;
using ChurnPredict.Parquet;

namespace ChurnPredict.ModelStore;

/// <summary>Writes a file under a temporary name, flushes it to disk and renames it, so that a crash leaves the old or the new.</summary>
public static class AtomicFile
{
    /// <summary>Replaces a file's text.</summary>
    /// <param name="path">The file; its folder is made when absent.</param>
    /// <param name="text">UTF-8 without a byte-order mark.</param>
    public static void WriteAllText(string path, string text) => Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)));

    /// <summary>Replaces a file, or what it leads to where it is a symbolic link, by what <paramref name="write"/> writes.</summary>
    /// <param name="path">The file; its folder is made when absent.</param>
    /// <param name="write">Writes the contents; when it throws, the old file stays.</param>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        var full = LinkedFile.TargetOf(Path.GetFullPath(path));
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        var temporary = $"{full}.{Environment.ProcessId}.partial";
        try
        {
            using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, full, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
