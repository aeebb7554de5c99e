namespace ChurnPredict.Trainer.Generation;

/// <summary>What a customer is before anything happens. Times are days since the start of the history.</summary>
internal sealed record CustomerProfile
{
    public required int Index { get; init; }

    public required int Kind { get; init; }

    /// <summary>Index into <see cref="Wording.Plans"/>.</summary>
    public required int Plan { get; init; }

    /// <summary>Index into <see cref="Wording.Countries"/> and <see cref="Wording.Languages"/>.</summary>
    public required int Country { get; init; }

    /// <summary>When the customer signed up; the first order is placed at <see cref="FirstOrderAt"/>.</summary>
    public required double SignedUpAt { get; init; }

    public required double FirstOrderAt { get; init; }

    /// <summary>Orders a day of seasonal time while alive: hidden.</summary>
    public required double OrdersPerDay { get; init; }

    /// <summary>Mean of the log of an order's amount before price rises: hidden.</summary>
    public required double BasketLog { get; init; }

    /// <summary>Percent by which prices rise for this customer; 0 = never.</summary>
    public required int PriceRisePercent { get; init; }

    /// <summary>From when.</summary>
    public required double PriceRiseAt { get; init; }

    /// <summary>Which channels the customer agreed to.</summary>
    public required (bool Email, bool Sms, bool Phone) Consent { get; init; }

    /// <summary>The category that most of the customer's lines are of.</summary>
    public required int FavouriteCategory { get; init; }

    /// <summary>Index of the customer who referred this one; null = nobody.</summary>
    public required int? ReferredBy { get; init; }

    public required int BirthMonth { get; init; }

    /// <summary>Moves nothing.</summary>
    public required int FavouriteColour { get; init; }

    /// <summary>Moves nothing.</summary>
    public required int LuckyNumber { get; init; }

    public bool IsPremium => Plan == Wording.PremiumPlan;

    /// <summary>The price rise in force at a time, percent.</summary>
    public int PriceRiseIn(double time) => time >= PriceRiseAt ? PriceRisePercent : 0;

    /// <summary>Whether the customer may be contacted by a touch's channel.</summary>
    public bool Allows(TouchChannel channel) => channel switch
    {
        TouchChannel.Email => Consent.Email,
        TouchChannel.Sms => Consent.Sms,
        _ => Consent.Phone,
    };
}
