namespace ChurnPredict.Retention;

/// <summary>Where an uplift comes from.</summary>
public enum UpliftSource
{
    /// <summary>An assumption that was not measured against a randomised control; shown as such wherever it is used.</summary>
    Prior,

    /// <summary>Measured against a randomised control.</summary>
    Measured,
}
