namespace ChurnPredict.Trainer.Generation;

/// <summary>A campaign contact, or one that was withheld at random.</summary>
/// <param name="At">Days since the start.</param>
/// <param name="Action">Index into <see cref="TouchEffects.Actions"/>.</param>
/// <param name="IsControl">Whether nothing was sent.</param>
/// <param name="WinBack">Probability that it changes the mind of one who wants to leave; 0 for controls.</param>
internal sealed record Touch(double At, int Action, bool IsControl, double WinBack)
{
    /// <summary>When the offer was redeemed; null = never.</summary>
    public double? RedeemedAt { get; init; }
}
