namespace ChurnPredict.Trainer.Generation;

/// <summary>The words of a generated history.</summary>
internal static class Wording
{
    public const int PremiumPlan = 2;

    public static readonly string[] Plans = ["basic", "plus", "premium"];
    public static readonly double[] PlanShares = [0.6, 0.28, 0.12];

    public static readonly string[] Countries = ["JP", "US", "TW", "GB"];
    public static readonly string[] Languages = ["ja", "en", "zh", "en"];
    public static readonly double[] CountryShares = [0.7, 0.12, 0.1, 0.08];

    public static readonly string[] Categories =
        ["coffee", "tea", "kitchen", "stationery", "beauty", "garden", "toys", "books"];

    public static readonly string[] VisitKinds = ["visit", "app_open", "email_open", "wishlist"];
    public static readonly double[] VisitShares = [0.45, 0.3, 0.18, 0.07];
    public static readonly string[] VisitChannels = ["web", "app", "email", "web"];

    public static readonly string[] Channels = ["web", "app", "email", "sms", "phone", "chat"];
    public static readonly string[] Topics = ["delivery", "product", "billing", "account"];
    public static readonly string[] Severities = ["low", "medium", "high"];
    public static readonly string[] Colours = ["red", "blue", "green", "yellow", "black", "white"];

    public static readonly string[] Instruments =
        ["nps", "csat", "ces", "rating", "likert", "sci_satisfied", "sci_repurchase", "sci_recommend"];

    public static readonly string[] Aspects = ["product", "price", "service", "delivery"];
    public static readonly string[] Reasons = ["arrived late", "slow answer", "good quality", "friendly service", "too expensive"];
    public static readonly string[] Ranks = ["bronze", "silver", "gold", "platinum"];
}
