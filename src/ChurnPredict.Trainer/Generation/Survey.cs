namespace ChurnPredict.Trainer.Generation;

/// <summary>The NPS question after an order: asked, and answered or not.</summary>
/// <param name="At">When it was answered, or asked where there was no answer; days since the start.</param>
/// <param name="Score">0 to 10; null = not answered.</param>
internal sealed record Survey(double At, int? Score)
{
    public static AnswerClass ClassOf(int score) => score switch
    {
        <= 6 => AnswerClass.Detractor,
        <= 8 => AnswerClass.Passive,
        _ => AnswerClass.Promoter,
    };
}
