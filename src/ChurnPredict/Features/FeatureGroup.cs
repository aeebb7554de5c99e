namespace ChurnPredict.Features;

/// <summary>Families of features, by which reasons are summed up for people.</summary>
public enum FeatureGroup
{
    /// <summary>How long ago the customer bought, also against their own rhythm.</summary>
    Recency,

    /// <summary>How often they buy.</summary>
    Frequency,

    /// <summary>What they spend, refunds and discounts included.</summary>
    Monetary,

    /// <summary>How broadly they buy.</summary>
    Breadth,

    /// <summary>How long they have been a customer.</summary>
    Tenure,

    /// <summary>Visits, opens and other activity.</summary>
    Engagement,

    /// <summary>What they answered when asked.</summary>
    Satisfaction,

    /// <summary>Tickets and how they were handled.</summary>
    Support,

    /// <summary>Delivery promises kept.</summary>
    Delivery,

    /// <summary>Rank, distance to the next, referrals, switching costs.</summary>
    Loyalty,

    /// <summary>Contacts received and answered.</summary>
    Touches,

    /// <summary>Season, birthday, journey stage.</summary>
    Calendar,

    /// <summary>Outputs of the probabilistic value models.</summary>
    ValueModel,

    /// <summary>Attributes of the customer such as plan or country.</summary>
    Attributes,
}
