namespace ChurnPredict.Boosting;

/// <summary>One double: the plain twin of the registers.</summary>
internal readonly unsafe struct PlainLane(double value) : ILanes<PlainLane>
{
    private readonly double _value = value;

    public static PlainLane Broadcast(double value) => new(value);

    public static PlainLane Load(double* source) => new(*source);

    public static void Store(PlainLane value, double* target) => *target = value._value;

    public static PlainLane Add(PlainLane left, PlainLane right) => new(left._value + right._value);

    public static PlainLane Subtract(PlainLane left, PlainLane right) => new(left._value - right._value);

    public static PlainLane Multiply(PlainLane left, PlainLane right) => new(left._value * right._value);
}
