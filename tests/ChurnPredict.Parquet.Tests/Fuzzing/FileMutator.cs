namespace ChurnPredict.Parquet.Tests;

/// <summary>Damages valid files: headers, lengths, levels, dictionary codes, compressed bodies, the footer.</summary>
internal sealed class FileMutator(IReadOnlyList<byte[]> corpus)
{
    private static readonly byte[] Interesting = [0, 1, 2, 3, 0x0F, 0x10, 0x7F, 0x80, 0x81, 0xFE, 0xFF];

    /// <summary>A damaged file; the same seed gives the same bytes.</summary>
    public byte[] Mutate(int seed)
    {
        var random = new Random(seed);
        var file = corpus[random.Next(corpus.Count)].ToArray();
        for (var step = random.Next(1, 4); step > 0; step--) file = Step(file, random);
        return file;
    }

    private byte[] Step(byte[] file, Random random)
    {
        if (file.Length < 16) return file;
        var position = Position(file, random);
        switch (random.Next(8))
        {
            case 0: file[position] ^= (byte)(1 << random.Next(8)); break;
            case 1: file[position] = Interesting[random.Next(Interesting.Length)]; break;
            case 2: file[position] = unchecked((byte)(file[position] + random.Next(-3, 4))); break;
            case 3: random.NextBytes(file.AsSpan(position, Math.Min(random.Next(1, 9), file.Length - position))); break;
            case 4: LargeVarint(file.AsSpan(position), random); break;
            case 5: return Resize(file, position, random);
            case 6: Splice(file, position, random); break;
            default: file.AsSpan(position, Math.Min(random.Next(1, 40), file.Length - position)).Fill(file[position]); break;
        }

        return file;
    }

    // Half of the damage goes to the footer, where most of what a file declares stands.
    private static int Position(byte[] file, Random random)
    {
        var footer = BitConverter.ToInt32(file, file.Length - 8);
        var isFooter = random.Next(2) == 0 && footer > 0 && footer < file.Length - 8;
        return isFooter ? file.Length - 8 - footer + random.Next(footer + 8) : random.Next(file.Length);
    }

    private static void LargeVarint(Span<byte> bytes, Random random)
    {
        var length = Math.Min(random.Next(2, 6), bytes.Length);
        bytes[..length].Fill(0xFF);
        bytes[length - 1] = (byte)random.Next(0x80);
    }

    // Cuts or repeats a piece and keeps the footer's place at the end.
    private static byte[] Resize(byte[] file, int position, Random random)
    {
        var count = Math.Min(random.Next(1, 64), file.Length - position);
        return random.Next(2) == 0
            ? [.. file[..position], .. file[(position + count)..]]
            : [.. file[..(position + count)], .. file[position..]];
    }

    private void Splice(byte[] file, int position, Random random)
    {
        var other = corpus[random.Next(corpus.Count)];
        var count = Math.Min(random.Next(1, 200), Math.Min(other.Length, file.Length - position));
        other.AsSpan(random.Next(other.Length - count + 1), count).CopyTo(file.AsSpan(position));
    }
}
