namespace ChurnPredict.Boosting;

/// <summary>A set of bins or codes 0 to 255; the default is empty.</summary>
internal readonly record struct BinSet(ulong First, ulong Second, ulong Third, ulong Fourth)
{
    public bool Contains(int bin) => ((Word(bin >> 6) >> (bin & 63)) & 1) != 0;

    public BinSet With(int bin)
    {
        var bit = 1UL << (bin & 63);
        return (bin >> 6) switch
        {
            0 => this with { First = First | bit },
            1 => this with { Second = Second | bit },
            2 => this with { Third = Third | bit },
            _ => this with { Fourth = Fourth | bit },
        };
    }

    /// <summary>Bins 0 to <paramref name="last"/>.</summary>
    public static BinSet UpTo(int last) => new(Lowest(last + 1), Lowest(last - 63), Lowest(last - 127), Lowest(last - 191));

    private static ulong Lowest(int count) => count >= 64 ? ulong.MaxValue : count <= 0 ? 0 : (1UL << count) - 1;

    private ulong Word(int index) => index switch
    {
        0 => First,
        1 => Second,
        2 => Third,
        _ => Fourth,
    };
}
