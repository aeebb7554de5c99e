using ChurnPredict.History;
using ChurnPredict.Scoring;

namespace ChurnPredict.Retention;

/// <summary>An action for a customer with what it is expected to bring. Money is in the history's currency.</summary>
public sealed record PlannedAction
{
    internal PlannedAction(CustomerScore score, CustomerHistory history, ActionCatalogue catalogue)
    {
        Score = score;
        History = history;
        Catalogue = catalogue;
    }

    /// <summary>What to do.</summary>
    public required RetentionAction Action { get; init; }

    /// <summary>Share of the churn probability that it removes from this customer, and whether that was measured.</summary>
    public required ActionUplift Uplift { get; init; }

    /// <summary>What is at risk: churn probability × value if retained; of one who already churned, the value they are not coming
    /// back with.</summary>
    public required double ValueAtRisk { get; init; }

    /// <summary>What the contact costs.</summary>
    public required double ContactCost { get; init; }

    /// <summary>What the incentive costs when it is redeemed.</summary>
    public required double IncentiveCost { get; init; }

    /// <summary>The local hour from which the customer may be contacted on the as-of date.</summary>
    public TimeOnly NotBefore { get; init; }

    /// <summary>What keeps it from being done; null when nothing does.</summary>
    public ActionObstacle? Obstacle { get; init; }

    /// <summary>Expected saving: uplift × value at risk.</summary>
    public double ExpectedSaving => Uplift.RelativeUplift * ValueAtRisk;

    /// <summary>Expected cost: contact + probability of redemption × incentive.</summary>
    public double ExpectedCost => ContactCost + (Action.RedeemProbability * IncentiveCost);

    /// <summary>Expected saving − expected cost.</summary>
    public double NetValue => ExpectedSaving - ExpectedCost;

    internal CustomerScore Score { get; }

    internal CustomerHistory History { get; }

    internal ActionCatalogue Catalogue { get; }

    /// <summary>What to do, for the team.</summary>
    /// <param name="language">A language tag; English where there is no text in it.</param>
    public string Title(string language) => CustomerWording.Fill(this, Action.Title.In(language), language);

    /// <summary>What to say to the customer.</summary>
    /// <param name="language">A language tag; English where there is no text in it.</param>
    public string Message(string language) => CustomerWording.Fill(this, Action.Message.In(language), language);

    /// <summary>Why this action suits this customer, with what it saves and costs.</summary>
    /// <param name="language">A language tag; English where there is no text in it.</param>
    public string Why(string language)
    {
        var phrases = RetentionPhrases.In(language);
        var economics = phrases.Economics(this);
        var reason = Action.Why is { } why ? CustomerWording.Fill(this, why.In(language), language) + phrases.Join : "";
        return Uplift.Source == UpliftSource.Prior ? reason + economics + phrases.Join + phrases.Prior : reason + economics;
    }
}
