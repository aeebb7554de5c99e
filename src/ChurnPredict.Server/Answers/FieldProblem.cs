namespace ChurnPredict.Server.Answers;

/// <summary>What is wrong with one field of a request.</summary>
/// <param name="Field">The field's path.</param>
/// <param name="Problem">Found and expected.</param>
internal readonly record struct FieldProblem(string Field, string Problem);
