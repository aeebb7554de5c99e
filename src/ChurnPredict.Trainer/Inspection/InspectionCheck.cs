namespace ChurnPredict.Trainer.Inspection;

/// <summary>One thing that was looked at.</summary>
/// <param name="Check">What.</param>
/// <param name="Grade">How it came out.</param>
/// <param name="Found">What was found.</param>
/// <param name="Advice">What to do about it; null when there is nothing to do.</param>
internal sealed record InspectionCheck(string Check, InspectionGrade Grade, string Found, string? Advice = null);
