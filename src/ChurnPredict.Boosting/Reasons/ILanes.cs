namespace ChurnPredict.Boosting;

/// <summary>A vector register of doubles, one row a lane, so that a kernel is written once for every width.</summary>
internal unsafe interface ILanes<TSelf>
    where TSelf : unmanaged, ILanes<TSelf>
{
    /// <summary>Lanes.</summary>
    static abstract int Count { get; }

    static abstract TSelf Broadcast(double value);

    static abstract TSelf Load(double* source);

    static abstract void Store(TSelf value, double* target);

    static abstract TSelf Add(TSelf left, TSelf right);

    static abstract TSelf Multiply(TSelf left, TSelf right);

    /// <summary>All ones in lane <c>i</c> if bit <c>row + i</c> of <paramref name="bits"/> is set, otherwise all zeros.</summary>
    static abstract TSelf Mask(ulong bits, int row);

    /// <summary><paramref name="value"/> where the mask is ones, otherwise 0.</summary>
    static abstract TSelf And(TSelf mask, TSelf value);

    static abstract TSelf Select(TSelf mask, TSelf ones, TSelf zeros);
}
