namespace ChurnPredict.Retention;

/// <summary>What keeps an action from being done.</summary>
public enum ActionObstacle
{
    /// <summary>It costs more than it is expected to save.</summary>
    DoesNotPay,

    /// <summary>The customer did not agree to the channel.</summary>
    NoConsent,

    /// <summary>It is not offered in the customer's country, or the country is unknown.</summary>
    Country,

    /// <summary>The customer has had as many contacts as they may.</summary>
    ContactLimit,

    /// <summary>The same action was done not long ago.</summary>
    Cooldown,

    /// <summary>Nobody is contacted on that channel at any hour of the day.</summary>
    QuietHours,
}
