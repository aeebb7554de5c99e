namespace ChurnPredict.Trainer.Commands;

/// <summary>What the help of a command says beyond its options.</summary>
/// <param name="Details">Paragraphs: what the command reads, what it leaves behind, what to know before running it.</param>
/// <param name="Examples">Command lines that run as they stand, from the top of the repository.</param>
internal sealed record ManualPage(IReadOnlyList<string> Details, IReadOnlyList<string> Examples);
