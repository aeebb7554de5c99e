namespace ChurnPredict.History;

/// <summary>Local hours in which nobody is contacted.</summary>
/// <param name="Channel">A channel, or <c>all</c>.</param>
/// <param name="From">Start, local time.</param>
/// <param name="To">End, local time; earlier than <paramref name="From"/> means past midnight.</param>
public sealed record QuietHours(string Channel, TimeOnly From, TimeOnly To);
