namespace ChurnPredict.Texts;

/// <summary>What a language says of a feature; <c>{0}</c> stands for the feature's argument, <c>{value}</c> for its value.</summary>
/// <param name="Label">The feature's name for people.</param>
/// <param name="Fact">A sentence without its full stop that states the value.</param>
/// <param name="FactNegative">The same for values below 0, stated without their sign; null = as <paramref name="Fact"/>.</param>
/// <param name="FactZero">The same for 0; null = as <paramref name="Fact"/>.</param>
/// <param name="FactNo">The same for flags that are not set; null for features that are no flags.</param>
internal sealed record FeatureText(string Label, string Fact, string? FactNegative, string? FactZero, string? FactNo);
