using ChurnPredict.History;

namespace ChurnPredict.Server.Answers;

/// <summary>What a request asks to be told, after its fields were checked.</summary>
/// <param name="AsOf">The date.</param>
/// <param name="Language">A language tag; null = the customer's own where the history has it and there are texts, and English otherwise.</param>
/// <param name="MaximumReasons">Reasons at most; 0 = none; null = 5.</param>
/// <param name="MaximumActions">Actions at most; 0 = none; null = as planned.</param>
internal readonly record struct AnswerRequest(AsOfDate AsOf, string? Language, int? MaximumReasons, int? MaximumActions);
