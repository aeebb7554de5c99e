using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace ChurnPredict.Parquet;

/// <summary>Finds and reads the footer at the end of a file.</summary>
internal static class FooterReader
{
    private const int TailLength = 8;
    private const int SmallestFile = 12;

    /// <param name="file">An open file.</param>
    /// <param name="length">Its length in bytes.</param>
    public static FileFooter Read(SafeFileHandle file, long length)
    {
        if (length < SmallestFile)
            throw new DamagedDataException($"found {length} bytes, but the smallest Parquet file has {SmallestFile}");
        Span<byte> tail = stackalloc byte[TailLength];
        ReadExactly(file, tail, length - TailLength);
        if (tail[4..].SequenceEqual("PARE"u8)) throw Encrypted();
        if (!tail[4..].SequenceEqual("PAR1"u8))
            throw new DamagedDataException("the file does not end with 'PAR1': it is not Parquet, or it is truncated");
        var footerLength = BinaryPrimitives.ReadUInt32LittleEndian(tail);
        if (footerLength > length - SmallestFile)
            throw new DamagedDataException($"the footer announces {footerLength} bytes in a file of {length}");
        var bytes = new byte[footerLength];
        ReadExactly(file, bytes, length - TailLength - footerLength);
        var footer = FooterParser.Parse(bytes);
        return footer.IsEncrypted ? throw Encrypted() : footer;
    }

    private static void ReadExactly(SafeFileHandle file, Span<byte> buffer, long offset)
    {
        while (buffer.Length > 0)
        {
            var read = RandomAccess.Read(file, buffer, offset);
            if (read == 0) throw new DamagedDataException("the file became shorter while it was read");
            buffer = buffer[read..];
            offset += read;
        }
    }

    private static DamagedDataException Encrypted() => new("the file is encrypted; encrypted Parquet files are not supported");
}
