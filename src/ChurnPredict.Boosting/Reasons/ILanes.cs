namespace ChurnPredict.Boosting;

/// <summary>A register of doubles, so that a kernel is written once for every width.</summary>
internal unsafe interface ILanes<TSelf>
    where TSelf : unmanaged, ILanes<TSelf>
{
    static abstract TSelf Broadcast(double value);

    static abstract TSelf Load(double* source);

    static abstract void Store(TSelf value, double* target);

    static abstract TSelf Add(TSelf left, TSelf right);

    static abstract TSelf Subtract(TSelf left, TSelf right);

    static abstract TSelf Multiply(TSelf left, TSelf right);
}
