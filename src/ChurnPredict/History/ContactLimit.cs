namespace ChurnPredict.History;

/// <summary>Most contacts that a customer may receive.</summary>
/// <param name="Channel">A channel, or <c>all</c>.</param>
/// <param name="MaximumContacts">0 or more.</param>
/// <param name="WithinDays">Days looked back, 1 or more.</param>
public sealed record ContactLimit(string Channel, int MaximumContacts, int WithinDays);
