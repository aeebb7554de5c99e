namespace ChurnPredict.Trainer.Generation;

/// <summary>All that moves a customer's log-odds of leaving after an order; every part of it can be read off the tables.</summary>
internal readonly record struct Experience
{
    /// <summary>Index of the customer's kind.</summary>
    public required int Kind { get; init; }

    /// <summary>Whether the customer has the premium plan.</summary>
    public required bool IsPremium { get; init; }

    /// <summary>1 = the first order.</summary>
    public required int OrderNumber { get; init; }

    /// <summary>Loyalty rank by the spend of the 365 days up to and including the order, 0 = lowest.</summary>
    public required int Rank { get; init; }

    /// <summary>The price rise in force at the order, percent.</summary>
    public required int PriceRisePercent { get; init; }

    /// <summary>Late deliveries among this order and the two before, 0 to 3.</summary>
    public required int LateOrders { get; init; }

    /// <summary>Hours to the first response to the last ticket, this order's included; null without one in memory.</summary>
    public required double? ResponseHours { get; init; }

    /// <summary>The last NPS answer, this order's included.</summary>
    public required AnswerClass Answer { get; init; }
}
