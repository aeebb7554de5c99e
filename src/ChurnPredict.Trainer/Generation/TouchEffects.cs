namespace ChurnPredict.Trainer.Generation;

/// <summary>Which touch wins back whom: the probability that a touch changes the mind of a customer who wants to leave.</summary>
internal static class TouchEffects
{
    public static IReadOnlyList<TouchAction> Actions { get; } =
    [
        new("coupon", TouchChannel.Email, 30, true),
        new("service_recovery_call", TouchChannel.Phone, 450, false),
        new("personalised_recommendation", TouchChannel.Email, 8, false),
        new("thank_you_message", TouchChannel.Sms, 15, false),
        new("value_added_content", TouchChannel.Email, 8, false),
    ];

    /// <summary>The probability, by the customer's kind and their last experience; content alone wins nobody back.</summary>
    public static double WinBack(int action, string kind, in Experience experience) => Actions[action].Name switch
    {
        "coupon" => kind switch { "bargain" => 0.45, "household" => 0.15, _ => 0.05 },
        "service_recovery_call" => IsAggrieved(experience) ? 0.50 : 0.04,
        "personalised_recommendation" => kind switch { "gift" => 0.35, "household" => 0.25, _ => 0.05 },
        "thank_you_message" => experience.Rank >= 2 ? 0.30 : 0.02,
        _ => 0,
    };

    private static bool IsAggrieved(in Experience experience) =>
        experience.Answer == AnswerClass.Detractor || experience.LateOrders > 0 || experience.ResponseHours >= 24;
}
