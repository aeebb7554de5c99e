namespace ChurnPredict.Trainer.Generation;

/// <summary>What a customer remembers of earlier orders when the next one is placed.</summary>
/// <param name="Answer">The last NPS answer.</param>
/// <param name="IsLastLate">Whether the last order was late.</param>
/// <param name="IsLateBefore">Whether the one before it was.</param>
/// <param name="ResponseSlice">Slice of <see cref="ResponseTimes"/> of the last ticket in memory; 0 = none.</param>
internal readonly record struct OrderMemory(AnswerClass Answer, bool IsLastLate, bool IsLateBefore, int ResponseSlice)
{
    private const int Answers = 4;

    /// <summary>How many there are.</summary>
    public static int Count => Answers * 2 * 2 * (ResponseTimes.Slices + 1);

    /// <summary>0 to <see cref="Count"/> − 1. One without a ticket comes before those that differ from it by a ticket only.</summary>
    public int Index => ((((((int)Answer * 2) + (IsLastLate ? 1 : 0)) * 2) + (IsLateBefore ? 1 : 0)) * (ResponseTimes.Slices + 1)) + ResponseSlice;

    public int LateOrders => (IsLastLate ? 1 : 0) + (IsLateBefore ? 1 : 0);

    public OrderMemory WithoutTicket => this with { ResponseSlice = 0 };

    public static OrderMemory At(int index)
    {
        var (rest, slice) = Math.DivRem(index, ResponseTimes.Slices + 1);
        return new OrderMemory((AnswerClass)(rest / 4), (rest & 2) != 0, (rest & 1) != 0, slice);
    }

    /// <summary>After one more order.</summary>
    public OrderMemory Next(in OrderOutcome outcome) => new(
        outcome.Answer == AnswerClass.None ? Answer : outcome.Answer,
        outcome.IsLate,
        IsLastLate,
        outcome.ResponseSlice > 0 ? outcome.ResponseSlice : ResponseSlice);
}
