namespace ChurnPredict.Trainer.Generation;

/// <summary>What a customer still remembers of earlier orders.</summary>
internal static class LastOpinion
{
    /// <summary>The last NPS answer among orders 0 to <paramref name="last"/>.</summary>
    public static AnswerClass Answer(List<Order> orders, int last)
    {
        for (var index = last; index >= 0; index--)
        {
            if (orders[index].Survey?.Score is { } score) return Survey.ClassOf(score);
        }

        return AnswerClass.None;
    }

    /// <summary>Hours to the first response to the last ticket among orders 0 to <paramref name="last"/>, unless it was opened
    /// more than <paramref name="memoryDays"/> before <paramref name="at"/>.</summary>
    public static double? ResponseHours(List<Order> orders, int last, double at, double memoryDays)
    {
        for (var index = last; index >= 0 && orders[index].At > at - memoryDays - 10; index--)
        {
            if (orders[index].Ticket is { } ticket) return ticket.OpenedAt > at - memoryDays ? ticket.ResponseHours : null;
        }

        return null;
    }
}
