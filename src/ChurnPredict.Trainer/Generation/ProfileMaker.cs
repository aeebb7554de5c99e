namespace ChurnPredict.Trainer.Generation;

/// <summary>Draws who the customers are.</summary>
internal sealed class ProfileMaker(GenerationContext context)
{
    /// <summary>Share of customers who join in the first part of the history rather than evenly over it.</summary>
    private const double EarlyShare = 0.35;

    /// <summary>The last days of a history bring no new customers, so that everyone has a past at the end.</summary>
    private const double QuietEndDays = 20;

    private readonly double[] _kindShares = [.. context.Behaviour.Kinds.Select(kind => kind.Share)];

    public CustomerProfile Draw(int index, RandomStream random)
    {
        var model = context.Behaviour;
        var kindIndex = Pick(_kindShares, random);
        var kind = model.Kinds[kindIndex];
        var joined = JoinedAt(random);
        var country = Pick(Wording.CountryShares, random);
        var (rise, riseAt) = PriceRise(joined, random);
        return new CustomerProfile
        {
            Index = index,
            Kind = kindIndex,
            Plan = Pick(Wording.PlanShares, random),
            Country = country,
            SignedUpAt = joined,
            FirstOrderAt = joined + (0.01 * random.Exponential()),
            OrdersPerDay = kind.OrdersPerDay * random.Gamma(model.RateShape) / model.RateShape,
            BasketLog = Math.Log(kind.BasketYen) + (model.BasketSpread * random.Normal()),
            PriceRisePercent = rise,
            PriceRiseAt = riseAt,
            Consent = (random.Chance(0.85), random.Chance(0.55), random.Chance(0.5)),
            FavouriteCategory = random.Index(Wording.Categories.Length),
            ReferredBy = index > 0 && random.Chance(0.12) ? random.Index(index) : null,
            BirthMonth = 1 + random.Index(12),
            FavouriteColour = random.Index(Wording.Colours.Length),
            LuckyNumber = 1 + random.Index(99),
        };
    }

    /// <summary>The index that a uniform draw falls on; shares add up to 1.</summary>
    public static int Pick(double[] shares, RandomStream random)
    {
        var uniform = random.Uniform();
        for (var index = 0; index < shares.Length - 1; index++)
        {
            uniform -= shares[index];
            if (uniform < 0) return index;
        }

        return shares.Length - 1;
    }

    private double JoinedAt(RandomStream random)
    {
        var last = Math.Max(1, context.Days - QuietEndDays);
        return random.Chance(EarlyShare) ? random.Uniform(0, Math.Min(90, last)) : random.Uniform(0, last);
    }

    /// <summary>The arm of the pricing experiment; one who joins later knows no other price, so for them nothing rises.</summary>
    private (int Percent, double At) PriceRise(double joined, RandomStream random)
    {
        var model = context.Behaviour;
        var percent = model.PriceRises[random.Index(model.PriceRises.Count)];
        var at = Math.Floor(random.Uniform(model.PriceRiseWindow.From, model.PriceRiseWindow.To) * context.Days);
        return at > joined ? (percent, at) : (0, at);
    }
}
